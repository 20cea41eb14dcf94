// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Products of codes with constant weights, and what becomes of their sums, in one step. */
record CodeProducts() implements Region {

    /** So many rows are a task. */
    private static final int ROWS = 32;

    /** So many columns are a task, at least, where there are few rows. */
    private static final int COLUMNS = 128;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof MatmulInteger)) return false;
        Value a = node.in(0);
        Element data = a.type().element();
        boolean codes = data.equals(Element.I8) || data.equals(Element.U8);
        if (!codes || !draft.fitsBuffer(a) || a.type().shape().rank() < 2 || draft.at(a).isBoxed()) return false;
        Optional<ZeroPoint> zero = ZeroPoint.of(node, 2, draft);
        if (zero.isEmpty()) return false;
        Optional<CodeMatrix> found = CodeMatrix.of(node.in(1), node.ins().size() > 3 ? Optional.of(node.in(3)) : Optional.empty(),
                draft);
        if (found.isEmpty()) return false;
        CodeMatrix matrix = found.get();
        int axis = node.out().type().shape().rank() - 1;
        Epilogue epilogue = Epilogue.of(node.out(), axis, matrix.columns(), draft);
        epilogue.nodes().forEach(draft::claim);
        write(matrix, data, node.kernel(), zero.get(), Copies.rowMajor(draft.at(a), draft), epilogue, draft);
        return true;
    }

    private void write(CodeMatrix matrix, Element data, Optional<String> kernel, ZeroPoint zero, Located a, Epilogue epilogue,
            Draft draft) {
        String weights = draft.constant(new CodePanels(matrix, data, kernel));
        Optional<Located> rowScales = epilogue.scaling().flatMap(Scaling::rows)
                .map(scales -> Copies.rowMajor(draft.at(scales), draft));
        String start = zero.start(matrix, epilogue.bias(), draft);
        Located out = draft.allocate(epilogue.result(), Layout.rowMajor(epilogue.result().type().shape().rank()));
        draft.touch(a);
        draft.touch(out);
        rowScales.ifPresent(draft::touch);
        int depth = matrix.depth();
        int columns = matrix.columns();
        Dim rowsOfA = a.shape().dims().subList(0, a.rank() - 1).stream().reduce(Dim.ONE, Dim::times);
        String rows = draft.sizes().of(rowsOfA);
        String block = "Math.ceilDiv(portion(" + columns + ", " + COLUMNS + "), " + weights + ".tileColumns()) * " + weights
                + ".tileColumns()";
        String across = rows + " > " + ROWS + " ? 1 : Math.ceilDiv(" + columns + ", " + block + ")";
        var text = new Text();
        text.line("final int block = " + block + ";");
        text.line("final int blocks = " + across + ";");
        text.line("final int row = task / blocks * " + ROWS + ";");
        text.line("final int rows = Math.min(" + ROWS + ", " + rows + " - row);");
        text.line("final int from = task % blocks * block;");
        text.line("final int to = blocks == 1 ? " + columns + " : Math.min(" + columns + ", from + block);");
        text.line("final int[] start = " + start + ";");
        String product = a.array() + ", " + a.at() + " + row * " + depth + ", " + depth + ", rows, from, to, start, ";
        String into = out.array() + ", " + out.at() + " + row * " + columns + ", " + columns + ");";
        text.line(weights + epilogueCall(product, epilogue, rowScales, columns, into, draft));
        draft.besides("%" + epilogue.result().name() + ": " + depth + " x " + columns + " weights of 8 bits",
                "(Math.ceilDiv(" + rows + ", " + ROWS + ") * (" + across + "))", text.toString(),
                rowsOfA.times(Dim.of((long) depth * columns)), (Place.Buffer) out.place());
    }

    private static String epilogueCall(
            String product, Epilogue epilogue, Optional<Located> rowScales, int columns, String into, Draft draft) {
        if (epilogue.requant().isPresent())
            return ".codes(" + product + draft.constant(epilogue.requant().get()) + ", " + into;
        if (epilogue.scaling().isEmpty()) return ".sums(" + product + into;
        Scaling scaling = epilogue.scaling().get();
        return ".floats(" + product + rows(rowScales, draft) + ", " + channels(scaling.channels(), columns, draft) + ", "
                + draft.constant(scaling.bias()) + ", " + into;
    }

    private static String rows(Optional<Located> scales, Draft draft) {
        if (scales.isPresent()) return scales.get().array() + ", " + scales.get().at() + " + row";
        float[] ones = new float[ROWS];
        java.util.Arrays.fill(ones, 1);
        return draft.constant(ones) + ", 0";
    }

    private static String channels(Scaling.Channels channels, int columns, Draft draft) {
        return switch (channels) {
            case Scaling.Channels.Known(float[] scales) -> draft.constant(scales);
            case Scaling.Channels.Found(Value value) -> {
                Located scales = draft.touch(draft.at(value));
                yield "CodeGemm.scales(" + scales.array() + ", " + scales.at() + ", " + scales.isSingle() + ", " + columns + ")";
            }
        };
    }
}
