// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;

/** Steps that copy elements from one place to another, as long runs as there are. */
final class Copies {

    /** So many elements are a task. */
    private static final int GRAIN = 16384;

    /**
     * One end of a copy.
     *
     * @param at the value in whose array it lies
     * @param base where it begins, counted from there, a Java expression
     * @param strides how far neighbours along each axis are apart
     */
    record End(Located at, String base, List<Dim> strides) {
        /** The whole of a value. */
        static End of(Located at) {
            List<Dim> strides = new ArrayList<>();
            for (int axis = 0; axis < at.rank(); axis++) strides.add(at.stride(axis));
            return new End(at, "0", strides);
        }
    }

    private Copies() {}

    /** A value in another layout: itself, if it lies so already, or the copy that was made before. */
    static Located convert(Located value, Layout layout, Draft draft) {
        if (sameMemory(value, layout)) return new Located(value.value(), value.place(), layout);
        return draft.copy(value, layout, () -> copied(value, layout, draft));
    }

    private static Located copied(Located value, Layout layout, Draft draft) {
        Located copy = new Located(value.value(), draft.buffer(storage(value), value.shape().elements()), layout);
        emit("%" + value.value().name() + ": another order of axes", value.shape().dims(), layout, End.of(value), End.of(copy),
                draft);
        return copy;
    }

    static Located rowMajor(Located value, Draft draft) {
        return value.isBoxed() ? value : convert(value, Layout.rowMajor(value.rank()), draft);
    }

    /** Whether a layout orders the axes of more than one element alike. */
    static boolean sameMemory(Located value, Layout layout) {
        return order(value, value.layout()).equals(order(value, layout));
    }

    private static List<Integer> order(Located value, Layout layout) {
        return layout.order().stream().filter(axis -> !value.shape().dim(axis).is(1)).toList();
    }

    static Storage storage(Located value) {
        return Storage.of(value.element()).orElseThrow();
    }

    /**
     * Copies the positions of some axes.
     *
     * @param sizes how many there are along each axis
     * @param order in which order the axes are walked
     */
    static void emit(String title, List<Dim> sizes, Layout order, End from, End to, Draft draft) {
        emit(title, sizes, order, from, to, "false", draft);
    }

    /** The same, where a Java condition does not say at run time that there is nothing to copy. */
    static void emit(String title, List<Dim> sizes, Layout order, End from, End to, String unless, Draft draft) {
        List<Dim> loops = new ArrayList<>();
        List<Dim> reads = new ArrayList<>();
        List<Dim> writes = new ArrayList<>();
        for (int axis : order.order()) {
            Dim size = sizes.get(axis);
            if (size.is(1)) continue;
            Dim read = from.strides().get(axis);
            Dim write = to.strides().get(axis);
            boolean merges = !loops.isEmpty() && reads.getLast().equals(read.times(size))
                    && writes.getLast().equals(write.times(size));
            if (merges) {
                loops.set(loops.size() - 1, loops.getLast().times(size));
                reads.set(loops.size() - 1, read);
                writes.set(loops.size() - 1, write);
            } else {
                loops.add(size);
                reads.add(read);
                writes.add(write);
            }
        }
        if (loops.isEmpty()) {
            loops.add(Dim.ONE);
            reads.add(Dim.ONE);
            writes.add(Dim.ONE);
        }
        int inner = inner(reads);
        for (List<Dim> each : List.of(loops, reads, writes)) each.add(each.remove(inner));
        write(title, loops, reads, writes, from, to, unless, draft);
    }

    /** The axis walked by the innermost loop: one whose neighbours are neighbours where they are read, the last if there are several. */
    private static int inner(List<Dim> reads) {
        for (int i = reads.size() - 1; i >= 0; i--) if (reads.get(i).is(1)) return i;
        return reads.size() - 1;
    }

    private static void write(
            String title, List<Dim> loops, List<Dim> reads, List<Dim> writes, End from, End to, String unless, Draft draft) {
        Sizes sizes = draft.sizes();
        draft.touch(from.at());
        draft.touch(to.at());
        Dim rows = loops.subList(0, loops.size() - 1).stream().reduce(Dim.ONE, Dim::times);
        String n = sizes.of(loops.getLast());
        String step = "Math.max(1, " + GRAIN + " / Math.max(1, " + n + "))";
        var text = new Text();
        text.line("final int n = " + n + ";");
        text.line("final int step = " + step + ";");
        text.line("final int rows = Math.min((task + 1) * step, " + sizes.of(rows) + ");");
        text.line("for (int row = task * step; row < rows; row++) {");
        List<String> source = new ArrayList<>(List.of(from.at().at(), from.base()));
        List<String> target = new ArrayList<>(List.of(to.at().at(), to.base()));
        String rest = "row";
        for (int d = loops.size() - 2; d >= 0; d--) {
            String index = d == 0 ? rest : "i" + d;
            if (d > 0) {
                text.line("final int i" + d + " = " + rest + " % " + sizes.of(loops.get(d)) + ";");
                text.line("final int r" + d + " = " + rest + " / " + sizes.of(loops.get(d)) + ";");
                rest = "r" + d;
            }
            addTerm(source, index, reads.get(d), sizes);
            addTerm(target, index, writes.get(d), sizes);
        }
        text.line("final int read = " + sum(source) + ";");
        text.line("final int write = " + sum(target) + ";");
        if (reads.getLast().is(1) && writes.getLast().is(1)) {
            text.line("System.arraycopy(" + from.at().array() + ", read, " + to.at().array() + ", write, n);");
        } else {
            text.line("for (int i = 0; i < n; i++) " + to.at().array() + "[write" + step(writes.getLast(), sizes) + "] = "
                    + from.at().array() + "[read" + step(reads.getLast(), sizes) + "];");
        }
        text.line("}");
        String tasks = "Math.ceilDiv(" + sizes.of(rows) + ", " + step + ")";
        draft.step(title, unless.equals("false") ? tasks : "(" + unless + " ? 0 : " + tasks + ")", text.toString());
    }

    private static String step(Dim stride, Sizes sizes) {
        return stride.is(0) ? "" : stride.is(1) ? " + i" : " + i * " + sizes.of(stride);
    }

    private static void addTerm(List<String> terms, String index, Dim stride, Sizes sizes) {
        if (!stride.is(0)) terms.add(index + (stride.is(1) ? "" : " * " + sizes.of(stride)));
    }

    private static String sum(List<String> terms) {
        String sum = String.join(" + ", terms.stream().filter(term -> !term.equals("0")).toList());
        return sum.isEmpty() ? "0" : sum;
    }
}
