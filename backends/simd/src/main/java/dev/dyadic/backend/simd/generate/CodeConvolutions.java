// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions of codes with constant weights, channels last.
 */
record CodeConvolutions() implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof ConvInteger op)) return false;
        Value x = node.in(0);
        Element data = x.type().element();
        boolean codes = data.equals(Element.I8) || data.equals(Element.U8);
        if (!codes || !draft.fitsBuffer(x) || !draft.fitsBuffer(node.out()) || draft.at(x).isBoxed()) return false;
        Optional<Tensor> weights = draft.constant(node.in(1));
        Optional<Long> zero = ZeroPoint.known(node, 2, draft);
        Optional<Long> weightZero = ZeroPoint.known(node, 3, draft);
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
        if (epilogue.scaling().isPresent()) return false;
        epilogue.nodes().forEach(draft::claim);
        int groups = Math.toIntExact(op.group());
        Layout layout = Layout.channelsLast(x.type().shape().rank());
        Located input = Copies.convert(draft.at(x), layout, draft);
        Optional<CodeSum> sum = epilogue.requant().flatMap(_ -> CodeSum.of(epilogue.result(), draft));
        sum.ifPresent(each -> draft.claim(each.node()));
        Optional<Located> added = sum.map(each -> Copies.convert(draft.at(each.other()), layout, draft));
        new Writer(shape.get(), matrix.get(), data, node.kernel(), zero.get(), groups, input, epilogue, sum, added, draft)
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

    /** Java expressions of how many images there are, and of their sizes. */
    private record Image(String count, String height, String width, String outHeight, String outWidth) {}

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
            Optional<CodeSum> sum,
            Optional<Located> added,
            Draft draft) {

        /** A task is some lines of an image, or pixels where it has but one. */
        void write() {
            Value result = sum.map(each -> each.node().out()).orElse(epilogue.result());
            Located out = draft.allocate(result, Layout.channelsLast(x.rank()));
            draft.touch(x);
            added.ifPresent(draft::touch);
            draft.touch(out);
            int channels = Math.toIntExact(x.shape().dim(1).constant());
            String title = "%" + result.name() + ": convolution " + shape.kernel()[0] + " x " + shape.kernel()[1]
                    + " of "
                    + channels + " to " + matrix.columns() + " channels, 8 bits" + (sum.isPresent() ? ", and a sum" : "");
            Image image = image();
            String pixels = image.outHeight() + " * " + image.outWidth();
            String size = image.outHeight() + ", " + image.outWidth() + ", ";
            long products = (long) matrix.depth() * matrix.columns();
            String patch = shape.isOfPatches() ? "WindowTasks.PATCH" : "1";
            String block = "WindowTasks.block(" + size + products + ", " + patch + ")";
            var text = new Text();
            text.line("final int block = " + block + ";");
            text.line("final int blocks = WindowTasks.count(" + size + "block, " + patch + ");");
            text.line("final int image = task / blocks;");
            text.line("final int from = task % blocks * block;");
            text.line("final int to = task % blocks == blocks - 1 ? " + pixels + " : from + block;");
            int[] start = matrix.start(zero, epilogue.bias());
            var convolution = new Convolution(channels, matrix.columns(), groups, shape.kernel()[0], shape.kernel()[1],
                    shape.strides()[0], shape.strides()[1], shape.dilations()[0], shape.dilations()[1], shape.pads()[0],
                    shape.pads()[1], !data.isSigned(), (byte) zero);
            String product = "(" + x.array() + ", " + x.at() + " + image * " + image.height() + " * " + image.width() + " * "
                    + channels + ", " + image.height() + ", " + image.width() + ", " + image.outWidth() + ", from, to, ";
            String first = " + (image * " + pixels + " + from) * " + matrix.columns();
            String residual = added.map(each -> each.array() + ", " + each.at() + first + ", ").orElse("")
                    + sum.map(each -> draft.constant(each.requant()) + ", ").orElse("");
            String into = residual + out.array() + ", " + out.at() + first + ");";
            text.line(draft.constant(new WindowPanels(matrix, start, convolution, kernel)) + call(product, into));
            draft.step(title, image.count() + " * WindowTasks.count(" + size + block + ", " + patch + ")", text.toString(),
                    shape.pixels().times(Dim.of(products)));
        }

        /** Where windows are single pixels, all images are one line. */
        private Image image() {
            Sizes sizes = draft.sizes();
            if (!shape.isPointwise() || groups > 1) {
                return new Image(sizes.of(shape.in().dim(0)), shape.height(sizes), shape.width(sizes), shape.outHeight(sizes),
                        shape.outWidth(sizes));
            }
            String pixels = sizes.of(shape.pixels());
            return new Image("1", "1", pixels, "1", pixels);
        }

        private String call(String product, String into) {
            return epilogue.requant().isPresent()
                    ? ".codes" + product + draft.constant(epilogue.requant().get()) + ", " + into
                    : ".sums" + product + into;
        }
    }
}
