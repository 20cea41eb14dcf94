// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Starts this program anew with the module of the Vector API: it still incubates, so that Java resolves it only when asked on the command
 * line, and a jar's manifest cannot ask.
 */
final class Relaunch {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String DONE = "dyadic.relaunched";

    private Relaunch() {}

    /** The exit code of the new process; empty where this one can go on itself. */
    static OptionalInt ifNeeded(Class<?> main, String[] words) throws InterruptedException {
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean plain = System.getProperty("dyadic.simd.bits", "").equals("0");
        if (there || plain || Boolean.getBoolean(DONE)) return OptionalInt.empty();
        try {
            Process process = new ProcessBuilder(command(main, words)).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return OptionalInt.of(process.waitFor());
        } catch (IOException _) {
            // without a new process the kernels run as plain loops, and say so
            return OptionalInt.empty();
        }
    }

    private static List<String> command(Class<?> main, String[] words) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        String java = self.command().orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> command = new ArrayList<>(List.of(java, "--add-modules", MODULE, "-D" + DONE + "=true"));
        if (self.arguments().isPresent()) {
            command.addAll(List.of(self.arguments().get()));
            return command;
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(words));
        return command;
    }
}
