// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What each element of a step's result goes through next, done by the tasks that make it, in place, while it is in the first cache: functions
 * that have a kernel, and loops in lanes.
 */
final class FloatTail {

    private final Located made;
    private final String channels;
    private final Draft draft;
    private final Text text;
    private final List<String> does = new ArrayList<>();
    private Value now;

    private FloatTail(Located made, String channels, Draft draft, Text text) {
        this.made = made;
        this.channels = channels;
        this.draft = draft;
        this.text = text;
        this.now = made.value();
    }

    /**
     * Adds to the text of a task, which makes the pixels {@code from} to {@code to}, channels last, and claims what it does.
     *
     * @param following the nodes after the one that makes them
     * @return its end, and in a few words what it does
     */
    static FloatTail append(Located made, String channels, List<Node> following, Draft draft, Text text) {
        var tail = new FloatTail(made, channels, draft, text);
        int next = 0;
        while (next < following.size()) {
            Node node = following.get(next++);
            if (draft.isClaimed(node) || !node.ins().contains(tail.now)) continue;
            if (!tail.function(node) && !tail.loop(node, following.subList(next, following.size()))) break;
        }
        return tail;
    }

    /** The value that comes out. */
    Value result() {
        return now;
    }

    /** What follows in a title. */
    String title() {
        return does.isEmpty() ? "" : ", " + String.join(", ", does);
    }

    private boolean function(Node node) {
        Optional<String> function = FlatKernels.function(node.op());
        boolean only = draft.onlyUse(now).filter(node::equals).isPresent();
        if (function.isEmpty() || !only || !node.out().type().element().equals(Element.F32)) return false;
        String part = made.array() + ", " + made.at() + " + from * " + channels;
        text.line("FloatMath." + function.get() + "(" + part + ", " + part + ", (to - from) * " + channels + ");");
        becomes(node.out(), List.of(node));
        return true;
    }

    /** As many of the nodes that can join a loop as leave one value behind. */
    private boolean loop(Node first, List<Node> following) {
        boolean lanes = ElementwiseLoops.isElementwise(first, draft) && ElementwiseLoops.hasVectorForm(first)
                && first.out().type().shape().equals(made.shape()) && first.ins().stream().allMatch(draft::isReady);
        if (!lanes) return false;
        List<Node> group = List.copyOf(ElementwiseLoops.group(first, following, made.shape(), draft));
        return IntStream.iterate(group.size(), count -> count > 0, count -> count - 1)
                .anyMatch(count -> loop(new LinkedHashSet<>(group.subList(0, count))));
    }

    /** Only one value may come out of the loop, and be of floats, as there is but one place. */
    private boolean loop(Set<Node> group) {
        List<Value> results = group.stream().map(Node::out).filter(out -> draft.escapes(out, group)).toList();
        boolean inPlace = results.size() == 1 && results.getFirst().type().equals(made.value().type())
                && !draft.escapes(now, group);
        if (!inPlace) return false;
        var writer = new ElementwiseWriter(made.shape(), made.layout(), List.copyOf(group), draft);
        Located result = new Located(results.getFirst(), made.place(), made.layout());
        if (!writer.writePixels(result, channels, text)) return false;
        becomes(result.value(), group);
        return true;
    }

    private void becomes(Value result, Iterable<Node> nodes) {
        for (Node node : nodes) {
            draft.claim(node);
            does.add(node.op().mnemonic());
        }
        draft.alias(result, made, made.layout());
        now = result;
    }
}
