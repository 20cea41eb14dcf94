// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.ColumnRequant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions of codes with constant weights, channels last: windows are gathered as rows of a matrix, a block at a time, and multiplied;
 * where each channel has a kernel of its own they are summed in place.
 */
record CodeConvolutions() implements Region {

    /** So many output pixels are a task. */
    private static final int PIXELS = 96;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof ConvInteger op)) return false;
        Value x = node.in(0);
        Element data = x.type().element();
        boolean codes = data.equals(Element.I8) || data.equals(Element.U8);
        if (!codes || !draft.fitsBuffer(x) || !draft.fitsBuffer(node.out()) || draft.at(x).isBoxed()) return false;
        Optional<Tensor> weights = draft.constant(node.in(1));
        Optional<Long> zero = CodeProducts.scalar(node, 2, draft);
        Optional<Long> weightZero = CodeProducts.scalar(node, 3, draft);
        boolean constant = weights.isPresent() && zero.isPresent() && weightZero.isPresent()
                && weights.get().element().bits() == 8;
        if (!constant || !x.type().shape().dim(1).isConstant()) return false;
        List<Long> kernel = new ArrayList<>();
        for (int axis = 2; axis < weights.get().rank(); axis++) kernel.add(weights.get().size(axis));
        Optional<WindowShape> shape = WindowShape
                .of(x.type().shape(), node.out().type().shape(), kernel, op.strides(), op.dilations(), op.pads(), op.autoPad());
        Optional<CodeMatrix> matrix = matrix(weights.get(), weightZero.get());
        if (shape.isEmpty() || matrix.isEmpty()) return false;
        Epilogue epilogue = Epilogue.of(node.out(), 1, matrix.get().columns(), draft);
        if (epilogue.rowScales().isPresent()) return false;
        epilogue.nodes().forEach(draft::claim);
        Located input = Copies.convert(draft.at(x), Layout.channelsLast(x.type().shape().rank()), draft);
        new Writer(shape.get(), matrix.get(), data, node.kernel(), zero.get(), Math.toIntExact(op.group()), input, epilogue,
                draft)
                .write();
        return true;
    }

    /** Weights {@code [M, C / group, kernel]} as {@code [taps * C / group, M]}. */
    private static Optional<CodeMatrix> matrix(Tensor weights, long zero) {
        int columns = Math.toIntExact(weights.size(0));
        int channels = Math.toIntExact(weights.size(1));
        if (weights.count() == 0) return Optional.empty();
        int taps = Math.toIntExact(weights.count() / columns / channels);
        byte[] values = new byte[taps * channels * columns];
        for (int m = 0; m < columns; m++) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < taps; t++) {
                    long value = weights.getLong(((long) m * channels + c) * taps + t) - zero;
                    if (value != (byte) value) return Optional.empty();
                    values[(t * channels + c) * columns + m] = (byte) value;
                }
            }
        }
        return Optional.of(new CodeMatrix(values, taps * channels, columns, Optional.empty()));
    }

    /** Writes one convolution. */
    private record Writer(
            WindowShape shape,
            CodeMatrix matrix,
            Element data,
            Optional<String> kernel,
            long zero,
            int groups,
            Located x,
            Epilogue epilogue,
            Draft draft) {

        void write() {
            Located out = draft.allocate(epilogue.result(), Layout.channelsLast(x.rank()));
            draft.touch(x);
            draft.touch(out);
            String pixels = draft.sizes().of(shape.pixels());
            var text = new Text();
            text.line("final int from = task * " + PIXELS + ";");
            text.line("final int to = Math.min(from + " + PIXELS + ", " + pixels + ");");
            int inChannels = Math.toIntExact(x.shape().dim(1).constant());
            boolean depthwise = groups == inChannels && groups == matrix.columns() && groups > 1;
            if (depthwise) {
                depthwise(text, inChannels, out);
            } else {
                for (int g = 0; g < groups; g++) group(text, g, inChannels, out);
            }
            draft.step("%" + epilogue.result().name() + ": convolution " + shape.kernel()[0] + " x " + shape.kernel()[1] + " of "
                    + inChannels + " to " + matrix.columns() + " channels, 8 bits",
                    "Math.ceilDiv(" + pixels + ", " + PIXELS + ")", text.toString());
        }

        private void depthwise(Text text, int channels, Located out) {
            text.line("final Window window = " + shape.code(channels, channels, draft.sizes()) + ";");
            String call = "window, " + x.array() + ", " + x.at() + ", " + !data.isSigned() + ", (byte) " + zero + ", "
                    + draft.constant(matrix.values()) + ", " + draft.constant(matrix.start(zero, epilogue.bias())) + ", ";
            String into = "from, to, " + out.array() + ", " + out.at() + " + from * " + channels + ");";
            Optional<ColumnRequant> requant = epilogue.requant();
            text.line(requant.isPresent()
                    ? "Depthwise.codes(" + call + draft.constant(requant.get()) + ", " + into
                    : "Depthwise.sums(" + call + into);
        }

        private void group(Text text, int g, int inChannels, Located out) {
            int outChannels = matrix.columns();
            int columns = outChannels / groups;
            CodeMatrix own = groups == 1 ? matrix : matrix.columns(g * columns, columns);
            int[] bias = epilogue.bias().length == 0 ? epilogue.bias() : slice(epilogue.bias(), g, columns);
            String a = x.array() + ", " + x.at() + " + from * " + own.depth();
            if (!shape.isPointwise() || groups > 1) {
                if (g == 0) text.line("final byte[] rows = TaskMemory.bytes(" + PIXELS + " * " + own.depth() + ");");
                String at = x.at() + (g == 0 ? "" : " + " + g * inChannels / groups);
                text.line("Im2Col.bytes(" + shape.code(inChannels / groups, inChannels, draft.sizes()) + ", " + x.array() + ", "
                        + at
                        + ", (byte) " + zero + ", from, to, rows, 0);");
                a = "rows, 0";
            }
            String product = "(" + a + ", " + own.depth() + ", to - from, 0, " + columns + ", "
                    + draft.constant(own.start(zero, bias)) + ", ";
            String into = out.array() + ", " + out.at() + " + from * " + outChannels + (g == 0 ? "" : " + " + g * columns) + ", "
                    + outChannels
                    + ");";
            String weights = draft.constant(new CodePanels(own, data, kernel));
            text.line(epilogue.requant().isPresent()
                    ? weights + ".codes" + product + draft.constant(slice(epilogue.requant().get(), g, columns)) + ", " + into
                    : weights + ".sums" + product + into);
        }

        private static int[] slice(int[] values, int g, int count) {
            return java.util.Arrays.copyOfRange(values, g * count, (g + 1) * count);
        }

        private static ColumnRequant slice(ColumnRequant all, int g, int count) {
            return new ColumnRequant(
                    slice(all.multipliers(), g, count), slice(all.shifts(), g, count), all.zero(), all.lo(), all.hi());
        }
    }
}
