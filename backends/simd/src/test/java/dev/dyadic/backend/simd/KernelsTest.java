// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
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
