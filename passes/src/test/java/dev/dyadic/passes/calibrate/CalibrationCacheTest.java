// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.calibrate;

import dev.dyadic.plugin.calibrate.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.passes.observe.MinMax;
import dev.dyadic.passes.observe.Percentile;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.Sketch.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationCacheTest {

    private static final Map<String, Watch> BOTH = Map.of("x", Watch.channels(new MinMax(), 1), "square",
            Watch.whole(new Percentile(90)));

    @TempDir Path data;
    @TempDir Path kept;

    private final List<Set<String>> observed = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private DataRuns runs;

    @BeforeEach void write() {
        runs = Samples.random(data, 3);
    }

    private SortedMap<String, List<Range>> observe(Graph graph, String backend, Map<String, Watch> watched) {
        return new CalibrationCache(kept, notes::add).observe(graph, runs, backend, watched, missing -> {
            observed.add(missing.keySet());
            return new Calibration(graph, Samples.reference(), runs, 2, Progress.NONE).observe(missing);
        });
    }

    private SortedMap<String, List<Range>> observe(Map<String, Watch> watched) {
        return observe(Samples.GRAPH, "reference", watched);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.toList();
        }
    }

    @Test void givesTheSameAgainWithoutObserving() throws IOException {
        SortedMap<String, List<Range>> first = observe(BOTH);
        assertEquals(first, observe(BOTH));
        assertEquals(List.of(Set.of("square", "x")), observed);
        assertEquals(3, first.get("x").size());
        assertEquals(1, files().size());
        assertEquals(List.of(), notes);
    }

    @Test void observesOnlyWhatIsNew() throws IOException {
        observe(BOTH);
        Map<String, Watch> other = new TreeMap<>(BOTH);
        other.put("square", Watch.whole(new Percentile(80)));
        SortedMap<String, List<Range>> ranges = observe(other);
        observe(BOTH);
        observe(other);
        assertEquals(List.of(Set.of("square", "x"), Set.of("square")), observed);
        assertEquals(new Calibration(Samples.GRAPH, Samples.reference(), runs, 1, Progress.NONE).observe(other), ranges);
        assertEquals(1, files().size());
    }

    @Test void tellsGraphsDataAndBackendsApart() throws IOException {
        observe(BOTH);
        String text = QirPrinter.inlined(Samples.GRAPH);
        observe(QirParser.parse("other", text.replace("@sample", "@other")), "reference", BOTH);
        observe(Samples.GRAPH, "simd", BOTH);
        runs = runs.limit(2);
        observe(BOTH);
        Samples.write(data.resolve("001.npz"), "x", Samples.steps(1));
        observe(BOTH);
        assertEquals(5, observed.size());
        assertEquals(5, files().size());
    }

    @Test void tellsLargeWeightsApart() throws IOException {
        for (String last : new String[] {"1.0", "2.0"}) {
            String weights = "0.0, ".repeat(39) + last;
            Graph graph = QirParser.parse("weights.qir", """
                    graph @weights typed () {
                      %%w = constant() {value=40xf32(%s)} : 40xf32
                      return %%w
                    }
                    """.formatted(weights));
            assertEquals(List.of("w"), List.copyOf(QirPrinter.print(graph).weights().keySet()));
            new CalibrationCache(kept, notes::add).observe(graph, runs, "", Map.of("w", Watch.whole(new MinMax())), missing -> {
                observed.add(missing.keySet());
                return new TreeMap<>(Map.of("w", List.of(new Range(0, 1))));
            });
        }
        assertEquals(2, observed.size());
        assertEquals(2, files().size());
    }

    @Test void ignoresAndRewritesDamagedFiles() throws IOException {
        SortedMap<String, List<Range>> right = observe(BOTH);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertEquals(right, observe(BOTH));
            Files.write(file, Arrays.copyOf(whole, at));
            assertEquals(right, observe(BOTH));
            assertEquals(new String(whole, StandardCharsets.UTF_8), Files.readString(file));
        }
        assertTrue(observed.size() > 2 * (whole.length / 7), "observed " + observed.size() + " times");
    }

    @Test void goesOnWhereNothingCanBeKept() throws IOException {
        Path blocked = Files.writeString(data.resolve("file"), "no folder").resolve("calibration");
        var cache = new CalibrationCache(blocked, notes::add);
        assertEquals(2, cache.observe(Samples.GRAPH, runs, "", BOTH,
                new Calibration(Samples.GRAPH, Samples.reference(), runs, 1, Progress.NONE)::observe).size());
        assertEquals(1, notes.size());
        assertEquals(blocked.toString(), notes.getFirst().where());
    }

    @Test void liesWhereThePropertySays() {
        String before = System.setProperty(CalibrationCache.PROPERTY, kept.toString());
        try {
            assertEquals(kept.resolve("calibration"), CalibrationCache.open(notes::add).folder());
        } finally {
            if (before == null) System.clearProperty(CalibrationCache.PROPERTY);
            else System.setProperty(CalibrationCache.PROPERTY, before);
        }
    }
}
