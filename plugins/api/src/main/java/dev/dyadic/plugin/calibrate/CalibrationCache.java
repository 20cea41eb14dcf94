// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.plugin.Sketch.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ranges found before, so that nothing is observed twice. A file of the folder holds what was found for one graph with its weights, on one
 * list of data files, by one backend; its name is the SHA-256 of all these. Within it each range is kept by the value and what watched it.
 *
 * <p>A file that is damaged counts as absent and is written anew. Files appear whole; of two that are written at a time one stays.
 *
 * @param notes is told when what was found cannot be kept, which is no error
 */
public record CalibrationCache(Path folder, Consumer<Problem> notes) {

    /** Names the folder that stands for {@code $XDG_CACHE_HOME/dyadic}. */
    public static final String PROPERTY = "dyadic.cache";

    /** In the user's cache folder: {@code $XDG_CACHE_HOME/dyadic/calibration}, without that variable {@code ~/.cache/dyadic/calibration}. */
    public static CalibrationCache open(Consumer<Problem> notes) {
        return new CalibrationCache(home().resolve("calibration"), notes);
    }

    /** The folder that stands for {@code $XDG_CACHE_HOME/dyadic}: what is kept there can be thrown away at any time. */
    public static Path home() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) return Path.of(given);
        String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        boolean usable = !base.isEmpty() && Path.of(base).isAbsolute();
        Path caches = usable ? Path.of(base) : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("dyadic");
    }

    /**
     * The ranges of each value, by name; those not found before are observed and kept.
     *
     * @param backend what runs the graph, by name and options
     * @param observe finds the ranges of what is watched; called once, with what is missing, or not at all
     */
    public SortedMap<String, List<Range>> observe(
            Graph graph,
            DataRuns runs,
            String backend,
            Map<String, Watch> watched,
            Function<SortedMap<String, Watch>, SortedMap<String, List<Range>>> observe) {
        Path file = folder.resolve(ContentKey.of(graph, runs, backend) + ".ranges");
        SortedMap<String, List<Range>> kept = read(file);
        SortedMap<String, List<Range>> found = new TreeMap<>();
        SortedMap<String, Watch> missing = new TreeMap<>();
        watched.forEach((value, watch) -> {
            List<Range> ranges = kept.getOrDefault(RangesText.key(value, watch), List.of());
            if (ranges.isEmpty()) missing.put(value, watch);
            else found.put(value, ranges);
        });
        if (missing.isEmpty()) return Collections.unmodifiableSortedMap(found);
        observe.apply(missing).forEach((value, ranges) -> {
            found.put(value, ranges);
            kept.put(RangesText.key(value, missing.get(value)), ranges);
        });
        write(file, kept);
        return Collections.unmodifiableSortedMap(found);
    }

    private static SortedMap<String, List<Range>> read(Path file) {
        try {
            return RangesText.parse(Files.readString(file)).map(TreeMap::new).orElseGet(TreeMap::new);
        } catch (IOException _) {
            return new TreeMap<>();
        }
    }

    private void write(Path file, SortedMap<String, List<Range>> ranges) {
        try {
            Files.createDirectories(folder);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(RangesText.print(ranges));
            AtomicFile.write(file, channel -> {
                while (bytes.hasRemaining()) channel.write(bytes);
            });
        } catch (IOException e) {
            notes.accept(Problem.of(folder.toString(), "ranges are not kept: " + AtomicFile.reason(e) + "."));
        } catch (DyadicException e) {
            e.problems().forEach(notes);
        }
    }
}
