// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.simd.FloatGemm;
import dev.dyadic.simd.FloatKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelsTest {

    private final List<String> used = new ArrayList<>();
    private final List<Kernel> table = List.of(
            new Listed("slow", 2, Optional.empty(), used), new Listed("quick", 1, Optional.empty(), used),
            new Listed("absent", 0, Optional.of("not here"), used));

    @Test void theOneThatIsNamedPacks() {
        pack(Optional.of("slow"));
        assertEquals(List.of("slow"), used);
    }

    @Test void withoutANameTheQuickestPacks() {
        pack(Optional.empty());
        assertEquals(List.of("quick"), used);
    }

    @Test void whatIsNamedButDoesNotRunHereIsReplaced() {
        pack(Optional.of("absent"));
        assertEquals(List.of("quick"), used);
    }

    @Test void floatsAreMultipliedByAKernelWithPanelsAsWideAsOurs() {
        var narrow = new Floats("narrow", FloatGemm.TILE_COLUMNS / 2, used);
        var fits = new Floats("fits", FloatGemm.TILE_COLUMNS, used);
        multiply(new Kernels(List.of(narrow, fits)), 2);
        assertEquals(List.of("fits"), used);
        assertSame(FloatGemm.OWN, new Kernels(List.of(narrow)).floats(Optional.of("narrow")));
    }

    @Test void aRowByItselfIsLeftToOurOwn() {
        multiply(new Kernels(List.of(new Floats("fits", FloatGemm.TILE_COLUMNS, used))), 1);
        assertEquals(List.of(), used);
    }

    private static void multiply(Kernels kernels, int rows) {
        kernels.floats(Optional.empty()).multiply(new float[rows], 0, 1, rows, new float[FloatGemm.TILE_COLUMNS], 0, 1, 0, 1, 1,
                FloatKernel.NO_BIAS, new float[rows], 0, 1);
    }

    private void pack(Optional<String> name) {
        new Kernels(table).pack(new byte[6], 2, 3, Element.I8, name);
    }

    /** Writes down that it packed. */
    private record Listed(String name, double cost, Optional<String> missing, List<String> used) implements IntegerGemm {

        @Override public String summary() { return "Writes down that it packed."; }

        @Override public List<Element> operands() { return List.of(Element.I8, Element.I8); }

        @Override public Tile tile() { return new Tile(1, 1, 1); }

        @Override public Set<String> needs() { return Set.of(); }

        @Override public double cost(Size size) { return cost; }

        @Override public PackedWeights pack(byte[] weights, int depth, int columns) {
            used.add(name);
            return new Packed(depth, columns);
        }
    }

    /** Writes down that it multiplied. */
    private record Floats(String name, int columns, List<String> used) implements dev.dyadic.plugin.kernel.FloatGemm {

        @Override public String summary() { return "Writes down that it multiplied."; }

        @Override public Tile tile() { return new Tile(1, columns, 1); }

        @Override public Set<String> needs() { return Set.of(); }

        @Override public double cost(Size size) { return columns; }

        @Override public void multiply(float[] a, int aAt, int aStride, int rows, float[] panels, int panelsAt, int depth,
                int from, int to, float scale, float[] bias, float[] out, int outAt, int outStride) {
            used.add(name);
        }

        @Override public void multiplyTurned(float[] a, int aAt, int rows, float[] panels, int panelsAt, int depth, int columns,
                float[] scales, int scalesAt, float[] out, int outAt, int outStride) {
            used.add(name);
        }
    }

    /** Weights that no one multiplies by. */
    private record Packed(int depth, int columns) implements PackedWeights {

        @Override public long bytes() { return (long) depth * columns; }

        @Override public void sums(
                byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride) {
            throw new UnsupportedOperationException();
        }

        @Override public void codes(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start,
                ColumnRequant requant, byte[] out, int outAt, int outStride) {
            throw new UnsupportedOperationException();
        }

        @Override public void floats(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales,
                int rowsAt, float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
            throw new UnsupportedOperationException();
        }
    }
}
