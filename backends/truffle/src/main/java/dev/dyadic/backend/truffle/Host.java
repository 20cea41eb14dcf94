// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import org.graalvm.polyglot.Engine;

/** The one engine of the process, and whether it compiles. */
final class Host {

    private static final String INTERPRETER = "Interpreted";

    private Host() {}

    /** Made when first asked for: a process that runs nothing here pays nothing. */
    private static final class Shared {
        static final Engine ENGINE = Engine.newBuilder("dyadic").option("engine.WarnInterpreterOnly", "false").build();
    }

    static Engine engine() {
        return Shared.ENGINE;
    }

    /** Whether hot trees become machine code. Told from the module of the compiler, without starting the engine. */
    static boolean compiles() {
        return ModuleLayer.boot().findModule("jdk.graal.compiler").isPresent()
                && ModuleLayer.boot().findModule("org.graalvm.truffle.runtime").isPresent()
                && !engine().getImplementationName().equals(INTERPRETER);
    }

    /** What to do where it does not. */
    static String advice() {
        return "to compile as well, start through ./dyadic with --backend truffle, or give the JVM -XX:+UnlockExperimentalVMOptions"
                + " -XX:+EnableJVMCI and the compiler's modules on --upgrade-module-path.";
    }
}
