// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Convolutions run with their bias and requantizing, by a kernel or by loops, and give the reference's bits. */
class RequantizedConvTest {

    private static final PlainGemm KERNEL = new PlainGemm(Element.U8, false);
    private static final PlainGemm WINDOWS = new PlainGemm(Element.U8, true);

    private record Kernels(PlainGemm kernel) implements Plugin {
        @Override public String name() { return "kernels"; }
        @Override public int apiVersion() { return Plugin.API; }
        @Override public List<Contribution> contributions() { return List.of(kernel); }
    }

    /** Two layers of five filters; the first adds a bias. */
    private static Graph graph(long group, ConvInteger conv, long height, long width) {
        var to = new Builder("layers");
        Type images = new Type(Shape.of(List.of(Dim.named("N"), Dim.of(5), Dim.named("H"), Dim.named("W"))), Element.U8);
        Value x = to.input("x", images);
        Value z = to.scalar("z", Element.U8, 7);
        Value none = to.scalar("none", Element.I8, 0);
        var random = new SplittableRandom(height);
        long[] filters = random.ints(25 / group * height * width, -128, 128).asLongStream().toArray();
        Value w = to.constant("w", Tensor.ofLongs(Element.I8, new long[] {5, 5 / group, height, width}, filters));
        Value b = to.constant("b", Tensor.ofLongs(Element.I32, new long[] {5, 1, 1}, 1, -2000, 30, 4000, -5));
        Value m = to.constant("m",
                Tensor.ofLongs(Element.I32, new long[] {5}, 1273741824, 1573741824, 1673741824, Integer.MAX_VALUE, 1));
        Value s = to.constant("s", Tensor.ofLongs(Element.I32, new long[] {5}, 37, 38, 39, 40, 1));
        Value biased = to.emit("first.biased", new Add(), b, to.emit("first.sum", conv, x, w, z, none));
        Value first = to.emit("first", new Requant(Element.U8, 1, Rounding.HALF_UP, 7, 3, 255), biased, m, s);
        Value sum = to.emit("sum", conv, first, w, z, none);
        Value y = to.emit("y", new Requant(Element.I8, -3, Rounding.HALF_UP, -3, -128, 100), sum, m, s);
        return to.build(Stage.INTEGER, List.of(y));
    }

    private static List<Tensor> inputs(long images, long height, long width) {
        var random = new SplittableRandom(height);
        long[] codes = random.ints(images * 5 * height * width, 0, 256).asLongStream().toArray();
        return List.of(Tensor.ofLongs(Element.U8, new long[] {images, 5, height, width}, codes));
    }

    private static void check(long group, List<Long> strides, List<Long> pads, List<Long> dilations, long height, long width,
            PlainGemm kernel, String by) {
        Graph graph = graph(group, new ConvInteger(strides, pads, dilations, group, AutoPad.EXPLICIT), height, width);
        try (Executable executable = new TruffleBackend(true, false).prepare(graph, Registry.of(new Kernels(kernel)))) {
            for (long size : new long[] {9, 10, 16}) {
                List<Tensor> x = inputs(size - 8, size, size + 3);
                assertEquals(Reference.run(graph, x), executable.run(x), "size " + size);
            }
            List<NodeTime> times = executable.profile(inputs(1, 9, 9));
            assertEquals(List.of("first", "y"), times.stream().map(NodeTime::node).toList());
            assertEquals(List.of(by, by), times.stream().map(NodeTime::kernel).toList());
        }
        assertEquals(0, kernel.open().get(), "closed with the program");
    }

    @Test void ofSinglePositions() {
        check(1, List.of(1L, 1L), List.of(0L, 0L, 0L, 0L), List.of(), 1, 1, KERNEL, KERNEL.name());
    }

    @Test void withStridesPadsAndDilations() {
        check(1, List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), List.of(), 3, 3, KERNEL, KERNEL.name());
        check(1, List.of(2L, 1L), List.of(2L, 0L, 1L, 1L), List.of(1L, 2L), 2, 3, KERNEL, KERNEL.name());
    }

    @Test void ofEveryChannelByItself() {
        check(5, List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), List.of(), 3, 3, KERNEL, "loops");
        check(5, List.of(2L, 2L), List.of(0L, 1L, 1L, 0L), List.of(1L, 1L), 2, 3, KERNEL, "loops");
        check(5, List.of(1L, 2L), List.of(1L, 1L, 1L, 1L), List.of(2L, 1L), 2, 2, KERNEL, "loops");
    }

    @Test void byKernelsThatTakeImagesAsTheyAre() {
        check(1, List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), List.of(), 3, 3, WINDOWS, WINDOWS.name());
        check(1, List.of(2L, 1L), List.of(2L, 0L, 1L, 1L), List.of(1L, 1L), 2, 3, WINDOWS, WINDOWS.name());
        check(5, List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), List.of(), 3, 3, WINDOWS, WINDOWS.name());
        check(5, List.of(2L, 2L), List.of(0L, 1L, 1L, 0L), List.of(), 2, 3, WINDOWS, WINDOWS.name());
    }
}
