// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sketches of one value: one for all of it, or one for each group along an axis. Each sees what a run has for it at once. */
final class Cells {

    private final String where;
    private final Watch watch;
    private List<Sketch> sketches = new ArrayList<>();

    Cells(String value, Watch watch) {
        this.where = "%" + value;
        this.watch = watch;
    }

    void see(Tensor tensor) {
        if (!tensor.element().isFloat()) throw DyadicException.input(where, "is " + tensor.type() + "; only floats have ranges.");
        if (watch.axis().isEmpty()) {
            sketch(0).observe(tensor);
            return;
        }
        int axis = axis(tensor);
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < tensor.rank(); i++) {
            if (i < axis) outer *= tensor.size(i);
            if (i > axis) inner *= tensor.size(i);
        }
        cut(tensor.toFloats(), Math.toIntExact(outer), Math.toIntExact(tensor.size(axis)), Math.toIntExact(inner));
    }

    private int axis(Tensor tensor) {
        int axis = watch.axis().orElseThrow();
        int counted = axis < 0 ? axis + tensor.rank() : axis;
        if (counted >= 0 && counted < tensor.rank()) return counted;
        throw DyadicException.input(where, "is " + tensor.type() + ", which has no axis " + axis + ".");
    }

    private void cut(float[] values, int outer, int size, int inner) {
        for (int from = 0; from < size; from += watch.group()) {
            int length = Math.min(watch.group(), size - from) * inner;
            float[] cell = new float[outer * length];
            for (int i = 0; i < outer; i++) System.arraycopy(values, (i * size + from) * inner, cell, i * length, length);
            sketch(from / watch.group()).observe(cell, 0, cell.length);
        }
    }

    private Sketch sketch(int cell) {
        while (sketches.size() <= cell) sketches.add(watch.observer().start());
        return sketches.get(cell);
    }

    /** Takes over what a later run, of this file, has seen. */
    void merge(Cells later, Path run) {
        if (later.sketches.isEmpty()) return;
        if (sketches.isEmpty()) {
            sketches = later.sketches;
            return;
        }
        if (sketches.size() != later.sketches.size()) {
            throw DyadicException.input(run + ": " + where,
                    "has " + later.sketches.size() + " groups along axis " + watch.axis().orElse(0) + ", but " + sketches.size()
                            + " in the runs before; expected as many in every run.");
        }
        for (int i = 0; i < sketches.size(); i++) sketches.get(i).merge(later.sketches.get(i));
    }

    /** The range of each; where one has none the problem is added. */
    List<Range> ranges(int runs, List<Problem> problems) {
        if (sketches.isEmpty()) problems.add(new Problem(where, "was seen in none of " + count(runs) + ".", ""));
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < sketches.size(); i++) {
            String group = watch.axis().isEmpty() ? "" : " in group " + i + " along axis " + watch.axis().getAsInt();
            sketches.get(i).range().ifPresentOrElse(
                    ranges::add,
                    () -> problems.add(new Problem(where,
                            "has no range: no finite number was seen" + group + " in " + count(runs) + ".",
                            "Look at the calibration data, or keep this value in f32.")));
        }
        return List.copyOf(ranges);
    }

    private static String count(int runs) {
        return runs == 1 ? "1 run" : runs + " runs";
    }
}
