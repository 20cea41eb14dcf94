// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.op.Elementwise.Unary;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes a transposed convolution a convolution whose channels are shuffled to space (Shi et al. 2016): what was spread from an element of
 * x to s neighbours in the result is s channels of one. Functions of each element behind such a shuffle go in front of it. What is quantized, fused and multiplied as a convolution then is this, too.
 *
 * <p>Left alone where weights are no constants, where the size of the result is given, where strides differ from axis to axis, go with
 * dilations or exceed the kernel, and where more is cropped than a convolution has padding for.
 */
public record SubpixelConv() implements RewritePass {

    /** No real model has larger windows. */
    private static final long LARGEST = 1 << 16;

    @Override public String name() { return "subpixel-conv"; }
    @Override public String summary() {
        return "Makes transposed convolutions convolutions whose channels are shuffled to space.";
    }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(SubpixelConv::rewrite, SubpixelConv::advance); }

    private static Optional<Value> rewrite(Node node, Sweep at) {
        if (!(node.op() instanceof ConvTranspose op) || !op.outputShape().isEmpty() || !isSmall(op)) return Optional.empty();
        Optional<Tensor> weights = at.constant(node.in(1)).filter(each -> each.rank() > 2 && each.count() > 0);
        Optional<Tensor> bias = node.ins().size() > 2 ? at.constant(node.in(2)) : Optional.empty();
        if (weights.isEmpty() || node.ins().size() > 2 && bias.isEmpty()) return Optional.empty();
        Optional<List<SubpixelAxis>> axes = axes(op, weights.get());
        if (axes.isEmpty() || !axes.get().stream().allMatch(SubpixelAxis::isPadded)) return Optional.empty();
        List<Value> ins = new ArrayList<>(List.of(node.in(0), at.constant(turned(weights.get(), op.group(), axes.get()))));
        bias.ifPresent(each -> ins.add(at.constant(repeated(each, op.group(), axes.get()))));
        Value sums = at.emit(convolution(op, axes.get()), ins);
        return Optional.of(cropped(shuffled(sums, op.group(), axes.get(), at), axes.get(), at));
    }

    /** Puts a function of each element in front of the shuffle, where it can be part of the convolution. */
    private static Optional<Value> advance(Node node, Sweep at) {
        if (!(node.op() instanceof Unary) || at.uses(node.in(0)) != 1) return Optional.empty();
        return Look.behind(node.in(0), DepthToSpace.class, at)
                .map(shuffle -> at.emit(shuffle.op(), at.emit(node.op(), shuffle.in(0))));
    }

    private static boolean isSmall(ConvTranspose op) {
        return Stream.of(op.strides(), op.dilations(), op.pads(), op.outputPadding())
                .flatMap(List::stream)
                .allMatch(each -> each >= 0 && each <= LARGEST);
    }

    /** What happens along each axis; nothing if the shuffle has no op here. */
    private static Optional<List<SubpixelAxis>> axes(ConvTranspose op, Tensor weights) {
        int count = weights.rank() - 2;
        List<SubpixelAxis> axes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            axes.add(SubpixelAxis.of(op, i, count, Math.toIntExact(weights.size(i + 2))));
        }
        int stride = axes.getFirst().stride();
        // with larger strides most of the weights would be zeros
        boolean alike = axes.stream().allMatch(axis -> axis.stride() == stride && stride <= axis.kernel());
        boolean shuffles = stride == 1 || count <= 2 && axes.stream().allMatch(axis -> axis.dilation() == 1);
        return Optional.of(axes).filter(_ -> alike && shuffles);
    }

    private static Conv convolution(ConvTranspose op, List<SubpixelAxis> axes) {
        List<Long> pads = new ArrayList<>();
        for (SubpixelAxis axis : axes) pads.add((long) axis.begin());
        for (SubpixelAxis axis : axes) pads.add((long) axis.end());
        List<Long> dilations = axes.stream().map(axis -> (long) axis.dilation()).toList();
        return new Conv(axes.stream().map(_ -> 1L).toList(), pads, dilations, op.group(), AutoPad.EXPLICIT);
    }

    private static int phases(List<SubpixelAxis> axes) {
        return axes.stream().mapToInt(SubpixelAxis::stride).reduce(1, Math::multiplyExact);
    }

    /**
     * Weights {@code [C, M/group, kernel]} as {@code [filters, C/group, taps]}, each axis turned around; zero where a phase has no tap.
     * Without groups the filters of a phase are neighbours, so that shuffling moves runs of channels.
     */
    private static Tensor turned(Tensor weights, long group, List<SubpixelAxis> axes) {
        int inputs = Math.toIntExact(weights.size(0) / group);
        int outputs = Math.toIntExact(weights.size(1));
        int phases = phases(axes);
        int taps = axes.stream().mapToInt(SubpixelAxis::taps).reduce(1, Math::multiplyExact);
        int kernel = Math.toIntExact(weights.count() / weights.size(0) / weights.size(1));
        int filters = Math.toIntExact(Math.multiplyExact(group * outputs, (long) phases));
        double[] values = weights.toDoubles();
        double[] turned = new double[Math.multiplyExact(filters, Math.multiplyExact(inputs, taps))];
        for (int filter = 0; filter < filters; filter++) {
            int m = group == 1 ? filter % outputs : filter / phases;
            int phase = group == 1 ? filter / outputs : filter % phases;
            for (int c = 0; c < inputs; c++) {
                int from = ((m / outputs * inputs + c) * outputs + m % outputs) * kernel;
                for (int tap = 0; tap < taps; tap++) {
                    int position = position(phase, tap, axes);
                    if (position >= 0) turned[(filter * inputs + c) * taps + tap] = values[from + position];
                }
            }
        }
        long[] sizes = LongStream.concat(LongStream.of(filters, inputs), axes.stream().mapToLong(SubpixelAxis::taps)).toArray();
        return Tensor.ofDoubles(weights.element(), sizes, turned);
    }

    /** Where in the kernel the weight of a tap of a phase is; negative if there is none. */
    private static int position(int phase, int tap, List<SubpixelAxis> axes) {
        int position = 0;
        int scale = 1;
        for (SubpixelAxis axis : axes.reversed()) {
            int along = axis.position(phase % axis.stride(), tap % axis.taps());
            if (along < 0) return -1;
            position += along * scale;
            scale *= axis.kernel();
            phase /= axis.stride();
            tap /= axis.taps();
        }
        return position;
    }

    private static Tensor repeated(Tensor bias, long group, List<SubpixelAxis> axes) {
        int phases = phases(axes);
        double[] values = new double[Math.multiplyExact(bias.length(), phases)];
        for (int i = 0; i < values.length; i++) values[i] = bias.getDouble(group == 1 ? i % bias.length() : i / phases);
        return Tensor.ofDoubles(bias.element(), new long[] {values.length}, values);
    }

    private static Value shuffled(Value sums, long group, List<SubpixelAxis> axes, Sweep at) {
        int stride = axes.getFirst().stride();
        if (stride == 1) return sums;
        if (axes.size() == 2) return at.emit(new DepthToSpace(stride, group > 1), sums);
        long channels = sums.type().shape().dim(1).constant() / stride;
        Tensor split = group == 1 ? Tensor.vector(0, stride, channels, -1) : Tensor.vector(0, channels, stride, -1);
        List<Integer> order = group == 1 ? List.of(0, 2, 3, 1) : List.of(0, 1, 3, 2);
        Value moved = at.emit(new Transpose(order), at.emit(new Reshape(true), sums, at.constant(split)));
        return at.emit(new Reshape(true), moved, at.constant(Tensor.vector(0, channels, -1)));
    }

    private static Value cropped(Value whole, List<SubpixelAxis> axes, Sweep at) {
        if (axes.stream().allMatch(axis -> axis.before() == 0 && axis.behind() == 0)) return whole;
        long[] starts = axes.stream().mapToLong(SubpixelAxis::before).toArray();
        long[] ends = axes.stream().mapToLong(axis -> axis.behind() == 0 ? Long.MAX_VALUE : -axis.behind()).toArray();
        long[] along = LongStream.range(2, 2 + axes.size()).toArray();
        long[] steps = axes.stream().mapToLong(_ -> 1).toArray();
        return at.emit(new Slice(), whole, at.constant(Tensor.vector(starts)), at.constant(Tensor.vector(ends)),
                at.constant(Tensor.vector(along)), at.constant(Tensor.vector(steps)));
    }
}
