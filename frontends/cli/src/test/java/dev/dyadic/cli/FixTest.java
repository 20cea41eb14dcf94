// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and sizes that are always the same, as a user fixes them. */
class FixTest {

    private static final String BY_RATE = """
            graph @by_rate raw (%x: [n]x4xf32, %sr: i64) {
              %known = constant() {value=i64(16000)} : i64
              %fast = equal(%sr, %known) : bool
              %w = constant() {value=4x2xf32(1.0, -2.0, 0.5, 0.25, 1.5, 1.0, -1.0, 2.0)} : 4x2xf32
              %y = if(%fast, %x, %w) {then=graph @then raw (%x: [n]x4xf32, %w: 4x2xf32) {
                %p = matmul(%x, %w) : [n]x2xf32
                return %p
              }, otherwise=graph @else raw (%x: [n]x4xf32, %w: 4x2xf32) {
                %axis = constant() {value=1xi64(0)} : 1xi64
                %u = unsqueeze(%x, %axis) : 1x[n]x4xf32
                return %u
              }} : *xf32
              return %y
            }
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void writeModelAndData() throws IOException {
        Files.writeString(folder.resolve("model.qir"), BY_RATE);
        write("with.npz", 16000);
        write("other.npz", 8000);
        Npz.write(folder.resolve("without.npz"), arrays());
    }

    @Test void compilesTheBranchThatIsTaken() {
        compile();
        assertEquals(0, dyadic("show", path("model.dyx")), err::toString);
        assertTrue(out.toString().contains("int.requant") || out.toString().contains("int.matmul"), out.toString());
        assertFalse(out.toString().contains("%sr"), out.toString());
        assertEquals(0, dyadic("explain", path("model.dyx")), err::toString);
        assertTrue(out.toString().contains("always the same: sr=i64(16000), n=1"), out.toString());
    }

    @Test void refusesAModelOfTwoRanksAndSaysWhatWouldHelp() {
        assertEquals(4,
                dyadic("compile", path("model.qir"), "--recipe", "int8", "--calib", path("with.npz"), "-o", path("m.dyx")));
        assertTrue(err.toString().contains("its rank is not known"), err.toString());
        assertTrue(err.toString().contains("--fix NAME=VALUE"), err.toString());
    }

    @Test void takesDataThatHoldsTheSameValueOrNone() {
        for (String data : new String[] {"with.npz", "without.npz"}) {
            assertEquals(0,
                    dyadic("run", path("model.qir"), "--fix", "sr=16000", "--inputs", path(data), "--outputs", path("o.npz")),
                    err::toString);
            assertArrayEquals(new float[] {2.5f, 9.5f}, Npz.read(folder.resolve("o.npz")).get("y").toFloats());
        }
    }

    @Test void refusesDataThatHoldsAnotherValue() {
        String message = "other.npz: holds i64(8000) for sr, which is fixed to i64(16000); it must be the same, or left out.";
        assertEquals(1, dyadic("run", path("model.qir"), "--fix", "sr=16000", "--inputs", path("other.npz")));
        assertTrue(err.toString().contains(message), err.toString());
        assertEquals(1,
                dyadic("compile", path("model.qir"), "--fix", "sr=16000", "--recipe", "int8", "--calib", path("other.npz"),
                        "-o", path("m.dyx")));
        assertEquals(2, err.toString().split("holds i64\\(8000\\)", -1).length - 1, err.toString());
    }

    @Test void remembersWhatWasFixed() {
        compile();
        assertEquals(0, dyadic("run", path("model.dyx"), "--inputs", path("with.npz")), err::toString);
        assertEquals(0, dyadic("run", path("model.dyx"), "--fix", "sr=16000,n=1", "--inputs", path("without.npz")),
                err::toString);
        assertEquals(1, dyadic("run", path("model.dyx"), "--inputs", path("other.npz")));
        assertTrue(err.toString().contains("holds i64(8000) for sr"), err.toString());
        assertEquals(2, dyadic("run", path("model.dyx"), "--fix", "sr=8000", "--inputs", path("without.npz")));
        assertTrue(err.toString().contains("--fix sr: was fixed to i64(16000) when the program was compiled"), err.toString());
    }

    @Test void comparesWithTheModelThatStillAsks() {
        compile();
        for (String data : new String[] {"with.npz", "without.npz"}) {
            assertEquals(0, dyadic("compare", path("model.qir") + "@reference", path("model.dyx"), "--inputs", path(data)),
                    err::toString);
        }
    }

    @Test void refusesDataOfAnotherSizeThanTheOneFixed() {
        Npz.write(folder.resolve("two.npz"),
                new LinkedHashMap<>(java.util.Map.of("x", Tensor.of(new long[] {2, 4}, new float[8]))));
        assertEquals(1, dyadic("run", path("model.qir"), "--fix", "sr=16000,n=1", "--inputs", path("two.npz")));
        assertTrue(err.toString().contains("2x4"), err.toString());
    }

    @Test void showsTheGraphThatIsLeft() {
        assertEquals(0, dyadic("show", path("model.qir"), "--fix", "sr=16000", "--stage", "typed"), err::toString);
        assertTrue(out.toString().startsWith("graph @by_rate typed (%x: [n]x4xf32) {"), out.toString());
        assertFalse(out.toString().contains("if("), out.toString());
    }

    @Test void benchesWithoutTheSizeThatIsFixed() {
        assertEquals(0,
                dyadic("bench", path("model.qir"), "--fix", "sr=16000,n=1", "--backend", "reference", "--warm-up", "0", "--runs",
                        "5"),
                err::toString);
    }

    @Test void saysWhichNamesThereAre() {
        assertEquals(2, dyadic("show", path("model.qir"), "--fix", "rate=16000"));
        assertTrue(err.toString().contains("--fix rate: is no input and no named size. Known: x, sr, n."), err.toString());
    }

    private void compile() {
        assertEquals(0, dyadic("compile", path("model.qir"), "--fix", "sr=16000", "--fix", "n=1", "--recipe", "int8", "--calib",
                path("without.npz"), "-o", path("model.dyx")), err::toString);
    }

    private static SequencedMap<String, Tensor> arrays() {
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("x", Tensor.of(new long[] {1, 4}, 1f, 2f, 3f, 4f));
        return arrays;
    }

    private void write(String file, long rate) {
        SequencedMap<String, Tensor> arrays = arrays();
        arrays.put("sr", Tensor.of(new long[0], rate));
        Npz.write(folder.resolve(file), arrays);
    }

    private String path(String name) { return folder.resolve(name).toString(); }

    private int dyadic(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
