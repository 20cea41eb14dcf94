// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Pads that are not negative, of elements that are there: reflected, wrapped, or those at the edge. */
final class RepeatedEdges implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Pad(Pad.Mode mode)) || mode == Pad.Mode.CONSTANT) return false;
        if (!draft.fitsBuffer(node.in(0)) || !draft.fitsBuffer(node.out())) return false;
        Optional<Tensor> pads = draft.constant(node.in(1)).filter(all -> LongStream.of(all.toLongs()).allMatch(pad -> pad >= 0));
        boolean named = node.ins().size() > 3;
        Optional<Tensor> axes = named ? draft.constant(node.in(3)) : Optional.empty();
        if (pads.isEmpty() || named && axes.isEmpty()) return false;
        Map<Integer, Place.Buffer> sources = new HashMap<>();
        var text = new Text();
        int count = pads.get().length() / 2;
        for (int i = 0; i < count; i++) {
            int entry = i;
            int axis = Math.floorMod(axes.map(all -> (int) all.getLong(entry)).orElse(i), node.in(0).type().shape().rank());
            long begin = pads.get().getLong(i);
            long end = pads.get().getLong(count + i);
            if (begin == 0 && end == 0) continue;
            Dim size = node.in(0).type().shape().dim(axis);
            Place.Buffer table = draft.buffer(Storage.INTS, size.plus(begin + end));
            draft.touch(table);
            text.line("new PaddedAxis(" + draft.sizes().of(size) + ", " + begin + ", " + end + ")."
                    + mode.name().toLowerCase(Locale.ROOT)
                    + "(ints, at" + table.id() + ");");
            sources.put(axis, table);
        }
        if (sources.isEmpty()) return false;
        draft.step("%" + node.name() + ": neighbours", Step.ONCE, text.toString());
        Picks.emit(node, draft.at(node.in(0)), sources, draft);
        return true;
    }
}
