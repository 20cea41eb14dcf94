// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRunsTest {

    @TempDir Path folder;

    private Path run(String name, int value) {
        var arrays = new LinkedHashMap<String, Tensor>();
        arrays.put("x", Tensor.scalar(Element.I32, value));
        Npz.write(folder.resolve(name), arrays);
        return folder.resolve(name);
    }

    @Test void areTheArraysOfAFolderInNameOrder() throws IOException {
        run("10.npz", 10);
        run("02.npz", 2);
        run("01.npz", 1);
        Files.writeString(folder.resolve("README.md"), "three runs");
        DataRuns runs = DataRuns.open(folder);
        assertEquals(List.of("01.npz", "02.npz", "10.npz"), runs.runs().stream().map(DataRuns.Run::name).toList());
        assertEquals(2, runs.runs().get(1).arrays().get("x").getLong(0));
        assertEquals(2, runs.limit(2).size());
    }

    @Test void isOneForASingleFile() {
        DataRuns runs = DataRuns.open(run("a.npz", 7));
        assertEquals(1, runs.size());
        assertEquals(7, runs.iterator().next().arrays().get("x").getLong(0));
    }

    @Test void mayHoldWhatIsFixedIfItIsTheSame() {
        DataRuns runs = DataRuns.open(run("a.npz", 7));
        assertEquals(List.of(), List.copyOf(arrays(runs, 7).keySet()));
        assertEquals(List.of("x"),
                List.copyOf(runs.fixing(Map.of("z", Tensor.scalar(Element.I32, 1))).runs().getFirst().arrays().keySet()));
        assertEquals("a.npz: holds i32(7) for x, which is fixed to i32(8); it must be the same, or left out.",
                assertThrows(DyadicException.class, () -> arrays(runs, 8)).getMessage());
    }

    private static Map<String, Tensor> arrays(DataRuns runs, int fixed) {
        return runs.fixing(Map.of("x", Tensor.scalar(Element.I32, fixed))).runs().getFirst().arrays();
    }

    @Test void saysWhatIsWrongWithThePath() throws IOException {
        String expected = "expected one .npz file, or a folder of them, one for each run.";
        assertEquals("F: the folder has no .npz file; " + expected, refusal(folder));
        assertEquals("F: there is no such file or folder; " + expected, refusal(folder.resolve("absent")));
        assertEquals("F: is no .npz file; " + expected, refusal(Files.writeString(folder.resolve("a.txt"), "")));
    }

    private static String refusal(Path path) {
        return assertThrows(DyadicException.class, () -> DataRuns.open(path)).getMessage().replace(path.toString(), "F");
    }
}
