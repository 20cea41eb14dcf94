// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kernels took on this machine, kept in a file: a line that names the machine, then a line {@code kernel rows columns depth
 * nanoseconds} for each measurement. A file of another machine, or one that is damaged, counts as empty.
 */
public final class Tuning implements Measurements {

    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,18})");

    private record Key(String kernel, long rows, long columns, long depth) implements Comparable<Key> {
        @Override public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override public String toString() {
            return kernel + " " + rows + " " + columns + " " + depth;
        }
    }

    private final Path file;
    private final String machine;
    private final SortedMap<Key, Long> found = new TreeMap<>();

    private Tuning(Path file, String machine) {
        this.file = file;
        this.machine = machine;
    }

    /** What was measured on this machine, in the user's cache folder. */
    public static Tuning open() {
        return open(CalibrationCache.home().resolve("tuning.txt"), Machine.describe());
    }

    /** What was measured on a machine, in a file that need not be there yet. */
    public static Tuning open(Path file, String machine) {
        var tuning = new Tuning(file, machine);
        try {
            tuning.read(Files.readAllLines(file));
        } catch (IOException _) {
            // no file, or no text: nothing was measured
        }
        return tuning;
    }

    private void read(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(machine)) return;
        SortedMap<Key, Long> read = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) return;
            Key key = new Key(parts.group(1), number(parts, 2), number(parts, 3), number(parts, 4));
            read.put(key, number(parts, 5));
        }
        found.putAll(read);
    }

    @Override public OptionalDouble nanoseconds(String kernel, Kernel.Size size) {
        Long known = found.get(new Key(kernel, size.rows(), size.columns(), size.depth()));
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    /** The most multiply-adds per nanosecond a kernel was measured at. */
    public OptionalDouble best(String kernel) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().kernel().equals(kernel))
                .mapToDouble(entry -> (double) entry.getKey().rows() * entry.getKey().columns() * entry.getKey().depth()
                        / entry.getValue())
                .max();
    }

    /** Keeps a measurement until {@link #write}. */
    public void put(String kernel, Kernel.Size size, double nanoseconds) {
        found.put(new Key(kernel, size.rows(), size.columns(), size.depth()), Math.max(1, Math.round(nanoseconds)));
    }

    /**
     * Writes the file; it appears whole.
     *
     * @throws DyadicException if it cannot be written
     */
    public Path write() {
        var text = new StringBuilder(machine).append('\n');
        found.forEach((key, time) -> text.append(String.format(Locale.ROOT, "%s %d\n", key, time)));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "its folder cannot be made: " + AtomicFile.reason(e) + ".");
        }
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
        return file;
    }

    private static long number(Matcher parts, int group) {
        return Long.parseLong(parts.group(group));
    }
}
