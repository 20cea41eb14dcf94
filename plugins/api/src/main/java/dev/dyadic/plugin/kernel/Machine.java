// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** The machine the program runs on, as far as the speed of kernels depends on it. */
public final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** One line: architecture, processor, a number for the features it has, the JVM. Equal lines mean that measurements hold. */
    public static String describe() {
        String features = features().isEmpty() ? "" : ", features " + Integer.toHexString(features().hashCode());
        return System.getProperty("os.arch") + ", " + processor().orElse("unknown processor") + features + ", Java "
                + Runtime.version();
    }

    /** The name of the processor, where the system tells it. */
    public static Optional<String> processor() {
        return field("model name");
    }

    /** What the processor can do, in the system's words ({@code avx2}); empty where the system does not tell. */
    public static SequencedSet<String> features() {
        String words = field("flags").or(() -> field("Features")).orElse("");
        return new LinkedHashSet<>(List.of(words.split(" ")).stream().filter(word -> !word.isEmpty()).toList());
    }

    private static Optional<String> field(String name) {
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
