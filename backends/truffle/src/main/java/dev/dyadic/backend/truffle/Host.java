// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Engine;

/**
 * How trees are run: one engine in the process for each way, made when first asked for.
 *
 * @param compile whether hot trees become machine code, where the compiler is there
 * @param trace whether Truffle tells on stderr of every compilation
 */
record Host(boolean compile, boolean trace) {

    private static final System.Logger LOG = System.getLogger(Host.class.getName());
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final Map<Host, Engine> ENGINES = new ConcurrentHashMap<>();
    private static final String INTERPRETER = "Interpreted";

    Engine engine() {
        return ENGINES.computeIfAbsent(this, Host::make);
    }

    private static Engine make(Host host) {
        if (!compiles()) {
            if (host.compile && WARNED.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "truffle interprets only; " + advice());
            }
            return plain().build();
        }
        return plain()
                .option("engine.Compilation", String.valueOf(host.compile))
                .option("engine.TraceCompilation", String.valueOf(host.trace))
                .logHandler(System.err)
                .build();
    }

    private static Engine.Builder plain() {
        return Engine.newBuilder("dyadic").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false");
    }

    /** Whether hot trees can become machine code in this process. */
    static boolean compiles() {
        return Compiler.IS_THERE;
    }

    /** Looked for once. Modules are looked at first, so that a process without a compiler starts no engine to find out. */
    private static final class Compiler {

        static final boolean IS_THERE = hasModule("jdk.graal.compiler") && hasModule("org.graalvm.truffle.runtime") && isUsed();

        private static boolean hasModule(String name) {
            return ModuleLayer.boot().findModule(name).isPresent();
        }

        private static boolean isUsed() {
            try (Engine engine = plain().build()) {
                return !engine.getImplementationName().equals(INTERPRETER);
            }
        }
    }

    /** What to do where it does not. */
    static String advice() {
        return "to compile as well, start through ./dyadic with --backend truffle, or give the JVM -XX:+UnlockExperimentalVMOptions"
                + " -XX:+EnableJVMCI and the compiler's modules on --upgrade-module-path.";
    }
}
