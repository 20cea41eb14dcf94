// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.CodeLookup;
import dev.dyadic.simd.SumRequant;
import java.util.List;
import java.util.Optional;

/** Ops on each element by itself for which there is a kernel over whole arrays. */
final class FlatKernels implements Region {

    /** So many elements are a task. */
    static final int GRAIN = ElementwiseLoops.GRAIN;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!draft.fitsBuffer(node.out()) || !draft.fitsBuffer(node.in(0)) || draft.at(node.in(0)).isBoxed()) return false;
        return switch (node.op()) {
            case RequantAdd _ -> add(node, draft);
            case Table _ -> table(node, draft);
            case Quantize _ -> quantize(node, draft);
            case Elementwise.Unary unary -> function(unary).isPresent() && node.out().type().element().equals(Element.F32)
                    && write(node, "FloatMath." + function(unary).get(), "", List.of(node.in(0)), true, draft);
            default -> false;
        };
    }

    /** The method of {@code FloatMath} for an op. */
    static Optional<String> function(Op op) {
        return switch (op) {
            case Elementwise.Exp _ -> Optional.of("exp");
            case Elementwise.Erf _ -> Optional.of("erf");
            case Elementwise.Gelu(boolean tanh) -> Optional.of(tanh ? "geluTanh" : "gelu");
            case Elementwise.Tanh _ -> Optional.of("tanh");
            case Elementwise.Sigmoid _ -> Optional.of("sigmoid");
            case Elementwise.Silu _ -> Optional.of("silu");
            default -> Optional.empty();
        };
    }

    private static boolean add(Node node, Draft draft) {
        Optional<SumRequant> requant = CodeSum.requant(node);
        if (requant.isEmpty() || !draft.fitsBuffer(node.in(1)) || draft.at(node.in(1)).isBoxed()) return false;
        return write(node, "Requant.add", "count, " + draft.constant(requant.get()) + ", ", node.ins(), false, draft);
    }

    private static boolean table(Node node, Draft draft) {
        Optional<Tensor> table = draft.constant(node.in(1));
        if (table.isEmpty() || !CodeSum.isByte(node.in(0)) || table.get().count() != 256) return false;
        Element to = table.get().element();
        boolean bytes = to.isInteger() && to.bits() == 8;
        if (!bytes && !to.equals(Element.F32)) return false;
        boolean unsigned = !node.in(0).type().element().isSigned();
        if (bytes) {
            byte[] entries = CodeLookup.byBytes((byte[]) TensorArrays.of(table.get()), unsigned);
            String lookup = draft.constant(new CodeEntries(entries));
            return write(node, lookup + ".codes", "count, ", List.of(node.in(0)), false, draft);
        }
        String middle = unsigned + ", " + draft.constant(TensorArrays.of(table.get())) + ", count, ";
        return write(node, "CodeTable.floats", middle, List.of(node.in(0)), false, draft);
    }

    private static boolean quantize(Node node, Draft draft) {
        Optional<UniformCodes> codes = UniformCodes.of(node, draft);
        if (codes.isEmpty()) return false;
        String middle = "count, " + codes.get().scale() + "f, " + codes.get().zero() + ", " + codes.get().element().min() + ", "
                + codes.get().element().max() + ", ";
        return write(node, "Quantize.codes", middle, List.of(node.in(0)), false, draft);
    }

    /** The elements of a task: {@code first}, and {@code count} of them. */
    static Text part(String n) {
        var text = new Text();
        text.line("final int first = task * " + GRAIN + ";");
        text.line("final int count = Math.min(" + GRAIN + ", " + n + " - first);");
        return text;
    }

    private static boolean write(Node node, String kernel, String middle, List<Value> operands, boolean countLast, Draft draft) {
        if (!operands.stream().allMatch(operand -> Spread.fits(draft.at(operand), node.out()))) return false;
        Layout layout = draft.at(operands.getFirst()).layout();
        List<Spread> ins = operands.stream().map(operand -> Spread.of(draft.at(operand), node.out(), layout, draft)).toList();
        Located out = draft.allocate(node.out(), layout);
        ins.forEach(in -> in.places().forEach(draft::touch));
        draft.touch(out);
        String n = draft.sizes().of(out.shape().elements());
        Text text = part(n);
        var call = new StringBuilder(kernel + "(");
        for (Spread in : ins) call.append(in.array()).append(", ").append(in.at()).append(" + first, ");
        call.append(middle).append(out.array()).append(", ").append(out.at()).append(" + first")
                .append(countLast ? ", count" : "");
        text.line(call.append(");").toString());
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "Math.ceilDiv(" + n + ", " + GRAIN + ")", text.toString());
        return true;
    }
}
