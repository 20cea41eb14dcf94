// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resizing by moves of the nearest elements, which a step finds along each axis. */
final class NearestPixels implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Optional<ResizedAxes> resized = ResizedAxes.of(node, draft).filter(ResizedAxes::isNearest);
        if (resized.isEmpty()) return false;
        Picks.emit(node, draft.at(node.in(0)), sources(node, resized.get(), draft), draft);
        return true;
    }

    /** By axis, where its nearest elements are told. */
    private static Map<Integer, Place.Buffer> sources(Node node, ResizedAxes resized, Draft draft) {
        Map<Integer, Place.Buffer> all = new HashMap<>();
        var text = new Text();
        for (ResizedAxes.Axis axis : resized.axes()) {
            Place.Buffer sources = draft.buffer(Storage.INTS, axis.out());
            draft.touch(sources);
            text.line(axis.code(resized.op(), draft.sizes()) + ".nearest(ResizedAxis.Rounding." + resized.op().nearest()
                    + ", ints, at" + sources.id() + ");");
            all.put(axis.axis(), sources);
        }
        draft.step("%" + node.name() + ": neighbours", Step.ONCE, text.toString());
        return all;
    }
}
