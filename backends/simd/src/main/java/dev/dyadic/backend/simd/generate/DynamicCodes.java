// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.DynamicQuantize;
import java.util.List;

/** Quantization by the range that a run finds: ranges of parts, then a scale and a zero point for all, then codes. */
final class DynamicCodes implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof DynamicQuantize) || node.outs().size() != 3) return false;
        Value in = node.in(0);
        if (!draft.fitsBuffer(in) || !node.outs().stream().allMatch(draft::fitsBuffer) || draft.at(in).isBoxed()) return false;
        Located x = draft.at(in);
        Located codes = draft.allocate(node.outs().get(0), x.layout());
        Located scale = draft.allocate(node.outs().get(1), Layout.rowMajor(0));
        Located zero = draft.allocate(node.outs().get(2), Layout.rowMajor(0));
        String title = "%" + node.name() + ": " + node.op().mnemonic();
        String n = draft.sizes().of(x.shape().elements());
        String tasks = "Math.ceilDiv(" + n + ", " + FlatKernels.GRAIN + ")";
        Place.Buffer ranges = draft.buffer(Storage.FLOATS, "2 * " + tasks);
        String parts = "floats, at" + ranges.id();

        draft.touch(x);
        draft.touch(ranges);
        Text range = FlatKernels.part(n);
        range.line("DynamicRange.of(" + x.array() + ", " + x.at() + " + first, count, " + parts + " + 2 * task);");
        draft.step(title + ", ranges", tasks, range.toString());

        draft.touch(ranges);
        draft.touch(scale);
        draft.touch(zero);
        draft.step(title + ", scale", Step.ONCE, "DynamicRange.join(" + parts + ", " + tasks + ", " + scale.array() + ", "
                + scale.at() + ", " + zero.array() + ", " + zero.at() + ");\n");

        draft.touch(x);
        draft.touch(scale);
        draft.touch(zero);
        draft.touch(codes);
        Text code = FlatKernels.part(n);
        code.line("Quantize.codes(" + x.array() + ", " + x.at() + " + first, count, " + scale.element("0") + ", "
                + ScalarCode.load(zero.element(), zero.element("0")) + ", 0, 255, " + codes.array() + ", " + codes.at()
                + " + first);");
        draft.step(title, tasks, code.toString());
        return true;
    }
}
