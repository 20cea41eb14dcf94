// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Normalization.LogSoftmax;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.plugin.recipe.Glob;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Tells which nodes of a graph a selector of a recipe means; structure is seen on the graph, never in names. */
final class Selection {

    private final Anatomy anatomy;

    Selection(Anatomy anatomy) {
        this.anatomy = anatomy;
    }

    boolean matches(Selector selector, Node node) {
        return switch (selector) {
            case Selector.Kind(StructureKind kind) -> is(kind, node);
            case Selector.Mnemonic(String mnemonic) -> node.op().mnemonic().equals(mnemonic);
            case Selector.NameMatches(Glob name) -> node.outs().stream().anyMatch(out -> name.matches(out.name()));
            case Selector.Feeds(Glob output) -> feeds(node, output);
            case Selector.FedBy(Glob input) -> node.ins().stream().anyMatch(in -> comesFrom(in, input));
            case Selector.And(Selector left, Selector right) -> matches(left, node) && matches(right, node);
            case Selector.Or(Selector left, Selector right) -> matches(left, node) || matches(right, node);
            case Selector.Not(Selector what) -> !matches(what, node);
        };
    }

    private boolean is(StructureKind kind, Node node) {
        return switch (kind) {
            case ANY -> !(node.op() instanceof Constant);
            case LINEAR -> product(node, Matmul.class);
            case CONVOLUTION -> node.op() instanceof ConvTranspose || product(node, Conv.class);
            case EMBEDDING -> anatomy.isLookup(node);
            case NORM -> node.op() instanceof Normalization && !isSoftmax(node);
            case SOFTMAX -> isSoftmax(node);
            case ATTENTION -> isSoftmax(node) && isAttention(node) || betweenProducts(node);
            case SCORES -> anatomy.multipliesData(node) && leadsTo(node.out(), next -> isSoftmax(next) && isAttention(next));
            case MLP -> isMlp(node);
            case RESIDUAL -> isResidual(node);
            case ELEMENTWISE -> node.op() instanceof Elementwise && anatomy.biased(node).isEmpty();
            case POOLING -> node.op() instanceof Pooling;
        };
    }

    private boolean product(Node node, Class<?> op) {
        if (op.isInstance(node.op())) return anatomy.hasWeights(node);
        return anatomy.biased(node).flatMap(anatomy::definition).filter(behind -> op.isInstance(behind.op())).isPresent();
    }

    private static boolean isSoftmax(Node node) {
        return node.op() instanceof Softmax || node.op() instanceof MaskedSoftmax || node.op() instanceof LogSoftmax;
    }

    /** A softmax whose result goes into a product with data, and whose scores are one. */
    private boolean isAttention(Node softmax) {
        return anatomy.users(softmax.out()).stream().anyMatch(anatomy::multipliesData)
                && reaches(softmax.in(0), anatomy::multipliesData);
    }

    /** The two products around such a softmax. */
    private boolean betweenProducts(Node node) {
        if (!anatomy.multipliesData(node)) return false;
        boolean after = node.ins().stream().anyMatch(in -> anatomy.definition(in).filter(Selection::isSoftmax).isPresent());
        return after || leadsTo(node.out(), Selection::isSoftmax);
    }

    private boolean isMlp(Node node) {
        boolean elementwise = node.op() instanceof Elementwise && anatomy.biased(node).isEmpty();
        if (elementwise) return reaches(node.in(0), this::isLinear) && leadsTo(node.out(), this::isLinear);
        if (!isLinear(node)) return false;
        boolean first = anatomy.users(node.out()).stream()
                .anyMatch(user -> isFunction(user) && leadsTo(user.out(), this::isLinear));
        boolean second = node.ins().stream().anyMatch(in -> behindFunction(in) && reaches(in, this::isLinear));
        return first || second;
    }

    private boolean isLinear(Node node) {
        return product(node, Matmul.class);
    }

    private boolean isFunction(Node node) {
        return node.op() instanceof Elementwise && anatomy.biased(node).isEmpty() && !isResidual(node);
    }

    private boolean behindFunction(Value value) {
        return anatomy.definition(value).filter(this::isFunction).isPresent();
    }

    private boolean isResidual(Node node) {
        if (!(node.op() instanceof Add) || !Anatomy.isFloat(node.out())) return false;
        boolean data = node.ins().stream().noneMatch(anatomy::isKnown);
        return data && node.in(0).type().shape().equals(node.in(1).type().shape());
    }

    /** Whether a value comes from such a node, through elementwise and moving ops only. */
    private boolean reaches(Value value, Predicate<Node> wanted) {
        Set<String> seen = new HashSet<>();
        return reaches(value, wanted, seen);
    }

    private boolean reaches(Value value, Predicate<Node> wanted, Set<String> seen) {
        if (!seen.add(value.name())) return false;
        var behind = anatomy.definition(value);
        if (behind.isEmpty()) return false;
        if (wanted.test(behind.get())) return true;
        if (!isPassage(behind.get())) return false;
        return behind.get().ins().stream().anyMatch(in -> reaches(in, wanted, seen));
    }

    private boolean leadsTo(Value value, Predicate<Node> wanted) {
        return leadsTo(value, wanted, new HashSet<>());
    }

    private boolean leadsTo(Value value, Predicate<Node> wanted, Set<String> seen) {
        if (!seen.add(value.name())) return false;
        for (Node user : anatomy.users(value)) {
            if (wanted.test(user)) return true;
            if (isPassage(user) && user.outs().stream().anyMatch(out -> leadsTo(out, wanted, seen))) return true;
        }
        return false;
    }

    private boolean isPassage(Node node) {
        return node.op() instanceof Movement || node.op() instanceof Elementwise && !isResidual(node);
    }

    private boolean feeds(Node node, Glob output) {
        Set<String> seen = new HashSet<>();
        return node.outs().stream().anyMatch(out -> feeds(out, output, seen));
    }

    private boolean feeds(Value value, Glob output, Set<String> seen) {
        if (!seen.add(value.name())) return false;
        if (anatomy.isOutput(value) && output.matches(value.name())) return true;
        return anatomy.users(value).stream()
                .filter(user -> user.op() instanceof Movement)
                .flatMap(user -> user.outs().stream())
                .anyMatch(out -> feeds(out, output, seen));
    }

    private boolean comesFrom(Value value, Glob input) {
        var behind = anatomy.definition(value);
        if (behind.isEmpty()) return input.matches(value.name());
        return behind.get().op() instanceof Movement && comesFrom(behind.get().in(0), input);
    }
}
