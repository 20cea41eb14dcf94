// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A random graph as it grows: every node takes what is already there. */
final class Growth {

    private static final Dim BATCH = Dim.named("B");
    private static final Dim LENGTH = Dim.named("L");
    private static final long WIDTH = 8;

    private final SplittableRandom random;
    private final boolean floats;
    private final Builder to;
    private final List<Value> there = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private int constants;

    Growth(long seed, boolean floats) {
        this.random = new SplittableRandom(seed);
        this.floats = floats;
        this.to = new Builder("random" + seed);
        input("codes", Element.I8, BATCH, LENGTH, Dim.of(WIDTH));
        input("bytes", Element.U8, BATCH, LENGTH, Dim.of(WIDTH));
        input("sums", Element.I32, BATCH, Dim.ONE, Dim.of(WIDTH));
        if (floats) input("data", Element.F32, BATCH, LENGTH, Dim.of(WIDTH));
        if (floats) input("row", Element.F32, Dim.of(WIDTH));
    }

    /** A graph of so many nodes, constants not counted; what no node takes is what it gives. */
    Graph graph(int nodes) {
        var steps = new Steps(this);
        for (int grown = 0, tried = 0; grown < nodes && tried < 50 * nodes; tried++) {
            int before = there.size();
            try {
                floatsOr(steps);
            } catch (DyadicException misfit) {
                continue;
            }
            if (there.size() > before) grown++;
        }
        List<Value> outputs = there.stream().filter(value -> !used.contains(value.name()) && !isInput(value)).toList();
        return to.build(floats ? Stage.TYPED : Stage.INTEGER, outputs);
    }

    private void floatsOr(Steps steps) {
        if (floats && random.nextInt(3) > 0) steps.onFloats();
        else steps.onIntegers();
    }

    private boolean isInput(Value value) {
        return to.definition(value).op() instanceof dev.dyadic.ir.op.Source.Parameter;
    }

    private void input(String name, Element element, Dim... sizes) {
        there.add(to.input(name, new Type(Shape.of(List.of(sizes)), element)));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Some value that is fit. */
    Optional<Value> some(Predicate<Value> fit) {
        List<Value> fitting = there.stream().filter(fit).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }

    Optional<Value> some(Element... elements) {
        return some(value -> List.of(elements).contains(value.type().element()));
    }

    Value constant(Tensor tensor) {
        return to.constant("c" + constants++, tensor);
    }

    void emit(Op op, Value... ins) {
        Value out = to.emit("v" + there.size(), op, ins);
        for (Value in : ins) used.add(in.name());
        there.add(out);
    }
}
