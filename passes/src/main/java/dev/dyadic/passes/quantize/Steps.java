// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Pooling.GlobalMaxPool;
import dev.dyadic.ir.op.Pooling.MaxPool;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Spectral;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps integers compute in, and so the values that need codes of their own. A step is one op with what the same pass over the
 * accumulator does as well: the bias of a product, a clamp behind it, any chain of elementwise functions of one value. What only moves
 * elements keeps the codes it was given.
 */
final class Steps {

    private final Graph graph;
    private final Anatomy anatomy;
    private final Roots roots;

    Steps(Graph graph) {
        this.graph = graph;
        this.anatomy = new Anatomy(graph);
        this.roots = new Roots(graph, anatomy);
    }

    Anatomy anatomy() {
        return anatomy;
    }

    Roots roots() {
        return roots;
    }

    /** The float values at which one step ends and others begin, in the order they are defined. */
    List<Value> ends() {
        List<Value> ends = new ArrayList<>();
        for (Value value : graph.values()) {
            if (Anatomy.isFloat(value) && !anatomy.isKnown(value) && isEnd(value)) ends.add(value);
        }
        return ends;
    }

    private boolean isEnd(Value value) {
        if (anatomy.users(value).isEmpty() && !anatomy.isOutput(value)) return false;
        if (anatomy.definition(value).filter(node -> keepsCodes(node, anatomy)).isPresent()) return false;
        if (isCoded(value)) return false;
        if (anatomy.isOutput(value)) return true;
        if (!roots.isRoot(value)) return anatomy.users(value).stream().anyMatch(user -> !isSameFunction(value, user));
        return anatomy.onlyUser(value).filter(user -> isAbsorbed(value, user)).isEmpty();
    }

    /** Whether the model has codes of a value: it is made of codes, or codes are all that is made of it. */
    private boolean isCoded(Value value) {
        if (is(Dequantize.class, value, anatomy)) return true;
        return anatomy.onlyUser(value).filter(user -> user.op() instanceof Quantize).isPresent();
    }

    private boolean isSameFunction(Value value, Node user) {
        return roots.root(user.out()).equals(roots.root(value));
    }

    private boolean isAbsorbed(Value value, Node user) {
        boolean bias = anatomy.biased(user).filter(value::equals).isPresent();
        boolean clamp = anatomy.isClamp(user) && roots.isRoot(user.out()) && anatomy.definition(value).isPresent();
        return bias || clamp;
    }

    /** Whether a node gives elements of its first operand, elsewhere, so that codes can go through it as they are. */
    static boolean keepsCodes(Node node, Anatomy anatomy) {
        return switch (node.op()) {
            case Concat _ -> false;
            case Pad(Pad.Mode mode) ->
                mode != Pad.Mode.CONSTANT || anatomy.uniform(node.in(2)).filter(pad -> pad == 0).isPresent();
            case Gather _ -> !anatomy.isKnown(node.in(0));
            case Movement _, MaxPool _, GlobalMaxPool _ -> node.outs().size() == 1 || node.op() instanceof Movement.Split;
            case Resize resize -> resize.mode() == Interpolation.NEAREST && resize.extrapolation() == 0;
            case Contraction _, Control _, CustomOp _, Elementwise _, Indexing _, IntegerOp _ -> false;
            case Normalization _, Pooling _, Quantization _, Recurrence _, Reduction _, Sampling _, Source _, Spectral _ -> false;
        };
    }

    /** The op behind a value; of an input nothing. */
    static boolean is(Class<? extends Op> op, Value value, Anatomy anatomy) {
        return anatomy.definition(value).filter(node -> op.isInstance(node.op())).isPresent();
    }
}
