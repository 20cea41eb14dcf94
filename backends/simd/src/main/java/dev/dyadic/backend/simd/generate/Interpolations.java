// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resizing by weighted sums of neighbours: a step finds the neighbours of each row and column, another one adds lines up. */
final class Interpolations implements Region {

    /** The Java expression of the neighbours along an axis, and the memory they lie in. */
    private record Neighbours(String code, Place.Buffer sources, Place.Buffer weights) {}

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Optional<ResizedAxes> resized = ResizedAxes.of(node, draft).filter(axes -> axes.isSum(node));
        if (resized.isEmpty()) return false;
        Located x = draft.at(node.in(0));
        if (!resized.get().areNeighbours(x.layout())) x = Copies.rowMajor(x, draft);
        write(node, resized.get(), x, neighbours(node, resized.get(), draft), draft);
        return true;
    }

    private static List<Neighbours> neighbours(Node node, ResizedAxes resized, Draft draft) {
        Resize op = resized.op();
        List<Neighbours> all = new ArrayList<>();
        var text = new Text();
        for (ResizedAxes.Axis axis : resized.axes()) {
            double stretch = axis.stretch(op).orElseThrow();
            boolean cubic = op.mode() == Interpolation.CUBIC;
            int count = 2 * (int) Math.ceil((cubic ? 2 : 1) / stretch);
            Dim places = axis.out().times(Dim.of(count));
            Place.Buffer sources = draft.buffer(Storage.INTS, places);
            Place.Buffer weights = draft.buffer(Storage.DOUBLES, places);
            draft.touch(sources);
            draft.touch(weights);
            String taps = "new Taps(" + count + ", ints, at" + sources.id() + ", doubles, at" + weights.id() + ")";
            text.line(axis.code(op, draft.sizes()) + (cubic ? ".cubic(" + op.cubicA() + ", " : ".linear(") + stretch + ", "
                    + op.excludeOutside() + ", " + taps + ");");
            all.add(new Neighbours(taps, sources, weights));
        }
        draft.step("%" + node.name() + ": neighbours", Step.ONCE, text.toString());
        return all;
    }

    private static void write(Node node, ResizedAxes resized, Located x, List<Neighbours> along, Draft draft) {
        Located out = draft.allocate(node.out(), x.layout());
        draft.touch(x);
        draft.touch(out);
        along.forEach(each -> draft.touch(each.sources()));
        along.forEach(each -> draft.touch(each.weights()));
        Sizes sizes = draft.sizes();
        ResizedAxes.Axis first = resized.axes().getFirst();
        ResizedAxes.Axis last = resized.axes().getLast();
        boolean both = first != last;
        Dim inner = x.stride(last.axis());
        boolean columns = !both && inner.is(1);
        Dim length = both || columns ? out.stride(last.axis()).times(last.out()) : inner;
        Dim lines = x.layout().order().subList(0, x.layout().order().indexOf(first.axis())).stream()
                .map(axis -> x.shape().dim(axis)).reduce(columns ? Dim.ONE : first.out(), Dim::times);
        String step = "Resize.lines(" + sizes.of(inner) + ", " + sizes.of(length) + ")";
        var text = new Text();
        text.line("final int step = " + step + ";");
        text.line("final int from = task * step;");
        text.line("final int to = Math.min(from + step, " + sizes.of(lines) + ");");
        List<String> arguments = new ArrayList<>(List.of(x.array(), x.at()));
        resized.axes().forEach(axis -> arguments.add(sizes.of(axis.in())));
        arguments.add(sizes.of(inner));
        for (int i = 0; i < along.size(); i++) {
            arguments.add(along.get(i).code());
            arguments.add(sizes.of(resized.axes().get(i).out()));
        }
        arguments.addAll(List.of("from", "to", out.array(), out.at() + " + from * " + sizes.of(length)));
        text.line("Resize." + (both ? "both" : columns ? "columns" : "rows") + "(" + String.join(", ", arguments) + ");");
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "Math.ceilDiv(" + sizes.of(lines) + ", " + step + ")",
                text.toString());
    }
}
