// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Kernel QUICK = new PlainGemm("quick", Element.I8, 0.1, Optional.empty());
    private static final Kernel SLOW = new PlainGemm("slow", Element.I8, 0.2, Optional.empty());
    private static final Kernel ABSENT = new PlainGemm("absent", Element.I8, 0.01, Optional.of("there is no VNNI here"));
    private static final Kernel UNSIGNED = new PlainGemm("unsigned", Element.U8, 0.01, Optional.empty());
    private static final List<Kernel> TABLE = List.of(ABSENT, SLOW, QUICK, UNSIGNED);
    private static final KernelJob JOB = new KernelJob(
            "matmul-integer", List.of(Element.I8, Element.I8), new Kernel.Size(10, 20, 30), 0);

    @Test void theLeastEstimateIsTaken() {
        Choice choice = Choice.of(TABLE, JOB, Measurements.NONE);
        assertEquals("quick", choice.chosen().orElseThrow().kernel().name());
        assertEquals(
                List.of("absent: there is no VNNI here", "unsigned: takes [u8, i8], not [i8, i8]",
                        "slow: slower: 0.0012 ms estimated against 0.0006 ms estimated"),
                choice.rejected().stream().map(each -> each.kernel().name() + ": " + each.why()).toList());
    }

    @Test void aMeasurementCountsMoreThanAnEstimate() {
        Measurements measured = (kernel, _) -> kernel.equals("slow") ? OptionalDouble.of(7) : OptionalDouble.empty();
        Choice choice = Choice.of(TABLE, JOB, measured);
        assertEquals("slow", choice.chosen().orElseThrow().kernel().name());
        assertTrue(choice.chosen().orElseThrow().measured());
    }

    @Test void nothingIsChosenWhereNoKernelRuns() {
        Choice choice = Choice.of(List.of(ABSENT, UNSIGNED), JOB, Measurements.NONE);
        assertEquals(Optional.empty(), choice.chosen());
        assertEquals(2, choice.rejected().size());
    }

    @Test void measuresAKernelAtWork() {
        assertTrue(KernelTiming.measure(QUICK, JOB).orElseThrow() > 0);
    }

    @Test void jobsHaveTheSizesOfTheirNodes() {
        Graph graph = QirParser.parse("test.qir", """
                graph @g integer (%x: [N]x2x4xi8, %f: [N]x2xf32, %i: 1x1x8x8xu8, %z: i8, %u: u8) {
                  %w = constant() {value=4x2xi8(1, 2, 3, 4, 5, 6, 7, 8)} : 4x2xi8
                  %y = matmul-integer(%x, %w, %z, %z) : [N]x2x2xi32
                  %k = constant() {value=2x1x3x1xi8(1, 2, 3, 4, 5, 6)} : 2x1x3x1xi8
                  %c = conv-integer(%i, %k, %u, %z) {strides=[], pads=[], dilations=[], group=1, auto-pad=explicit} : 1x2x6x8xi32
                  %m = constant() {value=2x1xf32(1.0, 2.0)} : 2x1xf32
                  %p = matmul(%f, %m) : [N]x1xf32
                  %v = matmul-integer(%x, %x, %z, %z) : [N]x2x2xi32
                  return %y, %c
                }
                """);
        assertEquals(
                Map.of(
                        "y", new KernelJob("matmul-integer", List.of(Element.I8, Element.I8), new Kernel.Size(200, 2, 4), 0),
                        "p", new KernelJob("matmul", List.of(Element.F32, Element.F32), new Kernel.Size(100, 1, 2), 0),
                        "c", new KernelJob("matmul-integer", List.of(Element.U8, Element.I8), new Kernel.Size(48, 2, 3), 0)),
                KernelJob.of(graph, 100));
    }

    @Test void weightsOfFewBitsAreThoseOfTheirGroups() {
        Graph graph = QirParser.parse("test.qir", """
                graph @g integer (%x: 3x4xi8, %z: i8) {
                  %c = constant() {value=4x2xi2(1, -2, 0, 1, 1, -1, 0, 0)} : 4x2xi2
                  %m = constant() {value=2x2xi8(1, 2, 3, 4)} : 2x2xi8
                  %w = int.scale-groups(%c, %m) {axis=0, group=2} : 4x2xi8
                  %y = matmul-integer(%x, %w, %z, %z) : 3x2xi32
                  %d = constant() {value=4x2xi5(1, -2, 0, 1, 1, -1, 0, 0)} : 4x2xi5
                  %v = int.scale-groups(%d, %m) {axis=0, group=2} : 4x2xi8
                  %p = matmul-integer(%x, %v, %z, %z) : 3x2xi32
                  return %y, %p
                }
                """);
        var size = new Kernel.Size(3, 2, 4);
        assertEquals(
                Map.of(
                        "y", new KernelJob("matmul-groups", List.of(Element.I8, Element.signed(2)), size, 2),
                        "p", new KernelJob("matmul-integer", List.of(Element.I8, Element.I8), size, 0)),
                KernelJob.of(graph, 1));
    }

    @Test void kernelsForMoreBitsTakeWeightsOfFewer() {
        var two = new KernelJob("matmul-integer", List.of(Element.I8, Element.signed(2)), JOB.size(), 32);
        assertTrue(two.fits(QUICK));
        assertFalse(two.fits(UNSIGNED));
        assertFalse(new KernelJob("matmul-integer", two.operands(), JOB.size(), 0).fits(QUICK));
    }
}
