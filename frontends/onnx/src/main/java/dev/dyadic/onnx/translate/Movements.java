// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.DepthToSpace;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Flatten;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.ReverseSequence;
import dev.dyadic.ir.op.Movement.SpaceToDepth;
import dev.dyadic.ir.op.Movement.Split;
import dev.dyadic.ir.op.Movement.Squeeze;
import dev.dyadic.ir.op.Movement.Tile;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Movement.Trilu;
import dev.dyadic.ir.op.Movement.Unsqueeze;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Ops that move elements. */
final class Movements {

    private Movements() {}

    static void register(Translations all) {
        all.put("Identity", (node, _) -> List.of(node.in(0)));
        all.put("Reshape", Movements::reshape);
        all.put("Transpose", Movements::transpose);
        all.put("Squeeze", Movements::squeeze);
        all.put("Unsqueeze", Movements::unsqueeze);
        all.put("Flatten", (node, emit) -> List.of(emit.emit(new Flatten(node.small("axis", 1)), node.in(0))));
        all.put("Expand", (node, emit) -> List.of(emit.emit(new Expand(), node.in(0), node.in(1))));
        all.put("Concat", Movements::concat);
        all.put("Split", Movements::split);
        all.put("Tile", Movements::tile);
        all.put("Trilu", Movements::trilu);
        all.put("DepthToSpace", Movements::depthToSpace);
        all.put("SpaceToDepth",
                (node, emit) -> List.of(emit.emit(new SpaceToDepth(positive(node.integer("blocksize", 0))), node.in(0))));
        all.put("ReverseSequence", (node, emit) -> List.of(emit.emit(
                new ReverseSequence(node.small("batch_axis", 1), node.small("time_axis", 0)), node.in(0), node.in(1))));
    }

    private static List<Value> reshape(OnnxNode node, Emitter emit) {
        Value shape = node.version() < 5 ? emit.sizes(node.integers("shape")) : node.in(1);
        return List.of(emit.emit(new Reshape(!node.flag("allowzero", false)), node.in(0), shape));
    }

    private static List<Value> transpose(OnnxNode node, Emitter emit) {
        List<Integer> permutation = new ArrayList<>();
        for (long axis : node.integers("perm")) {
            if (axis < 0 || axis != (int) axis) throw new Refusal("attribute perm holds " + axis + ", which is no axis");
            permutation.add((int) axis);
        }
        if (new HashSet<>(permutation).size() < permutation.size()) {
            throw new Refusal("attribute perm " + permutation + " names an axis twice");
        }
        return List.of(emit.emit(new Transpose(permutation), node.in(0)));
    }

    private static List<Value> squeeze(OnnxNode node, Emitter emit) {
        if (node.version() >= 13 && node.has(1)) {
            return List.of(emit.emit(new Squeeze(), node.in(0), node.in(1)));
        }
        if (!node.hasAttribute("axes")) return List.of(emit.emit(new Squeeze(), node.in(0)));
        return List.of(emit.emit(new Squeeze(), node.in(0), emit.sizes(node.integers("axes"))));
    }

    private static List<Value> unsqueeze(OnnxNode node, Emitter emit) {
        Value axes = node.version() < 13 ? emit.sizes(node.integers("axes")) : node.in(1);
        return List.of(emit.emit(new Unsqueeze(), node.in(0), axes));
    }

    private static List<Value> concat(OnnxNode node, Emitter emit) {
        if (node.version() >= 4 && !node.hasAttribute("axis")) throw new Refusal("attribute axis is missing");
        if (node.inputs() == 0) throw new Refusal("operand 1 is missing");
        return List.of(emit.emit(new Concat(node.small("axis", 1)), node.ins()));
    }

    private static List<Value> split(OnnxNode node, Emitter emit) {
        int parts = node.outputs();
        if (node.hasAttribute("num_outputs") && node.integer("num_outputs", 0) != parts) {
            throw new Refusal(
                    "attribute num_outputs is " + node.integer("num_outputs", 0) + ", but it has " + parts + " outputs");
        }
        List<Value> ins = new ArrayList<>(List.of(node.in(0)));
        if (node.has(1)) ins.add(node.in(1));
        else if (node.hasAttribute("split")) ins.add(emit.sizes(node.integers("split")));
        return emit.emit(new Split(node.small("axis", 0)), parts, ins);
    }

    private static List<Value> tile(OnnxNode node, Emitter emit) {
        if (node.version() < 6) throw new Refusal("its form before op set 6, with tiles and axis, is not supported");
        return List.of(emit.emit(new Tile(), node.in(0), node.in(1)));
    }

    private static List<Value> trilu(OnnxNode node, Emitter emit) {
        Value diagonal = node.has(1) ? Phrases.scalar(node.in(1), emit) : emit.index(0);
        return List.of(emit.emit(new Trilu(node.flag("upper", true)), node.in(0), diagonal));
    }

    private static List<Value> depthToSpace(OnnxNode node, Emitter emit) {
        boolean columnFirst = switch (node.text("mode", "DCR")) {
            case "DCR" -> false;
            case "CRD" -> true;
            default -> throw new Refusal("attribute mode should be DCR or CRD");
        };
        return List.of(emit.emit(new DepthToSpace(positive(node.integer("blocksize", 0)), columnFirst), node.in(0)));
    }

    private static long positive(long block) {
        if (block < 1) throw new Refusal("attribute blocksize should be at least 1");
        return block;
    }
}
