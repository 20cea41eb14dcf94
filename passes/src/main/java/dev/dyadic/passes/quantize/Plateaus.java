// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Ranged;
import java.util.List;

/**
 * Cuts from ranges what makes no difference. Where all that is made of a value are functions that are level towards an end of its range,
 * as a hard-swish is below -3, codes for the numbers out there are codes lost: the last of them stands for all. The ranges that are left
 * have finer scales, at no cost.
 */
final class Plateaus {

    /** A function is looked at in so many equal intervals, more than 8 bits tell apart. */
    private static final int INTERVALS = 4096;

    /** How much a function may move and count as level, in codes of its result: little beside the half that rounding takes anyway. */
    private static final double LEVEL = 0.25;

    private static final int CODES = 255;

    /** Less than so many intervals are not worth a cut: towards an end any function is level for a moment. */
    private static final int LEAST = INTERVALS / 64;

    private final Steps steps;
    private final Functions functions;
    private final List<Value> ends;

    Plateaus(Graph graph, Steps steps) {
        this.steps = steps;
        this.functions = new Functions(graph, steps.anatomy(), steps.roots());
        this.ends = steps.ends();
    }

    /** The range of a value, cut where that changes nothing. */
    Ranged cut(Value value, Ranged seen) {
        if (!isOnlyArgument(value) || seen.low() == seen.high()) return seen;
        int from = INTERVALS;
        int to = 0;
        Tensor points = points(seen);
        for (Value end : ends) {
            if (end.equals(value) || !steps.roots().root(end).equals(value)) continue;
            float[] results = functions.evaluate(value, end, points).toFloats();
            double level = level(end);
            from = Math.min(from, lastLevel(results, 0, 1, level));
            to = Math.max(to, lastLevel(results, INTERVALS, -1, level));
        }
        if (from < LEAST) from = 0;
        if (INTERVALS - to < LEAST) to = INTERVALS;
        return from < to ? new Ranged(seen.element(), points.getDouble(from), points.getDouble(to)) : seen;
    }

    /** Whether a step gives a value and nothing looks at it but functions of it. */
    private boolean isOnlyArgument(Value value) {
        Anatomy anatomy = steps.anatomy();
        if (anatomy.definition(value).isEmpty() || anatomy.isOutput(value) || !steps.roots().isRoot(value)) return false;
        return anatomy.users(value).stream().allMatch(user -> steps.roots().root(user.out()).equals(value));
    }

    private static double level(Value result) {
        if (!(result.type().scalar() instanceof Ranged(_, double low, double high))) return 0;
        return LEVEL * (Math.max(high, 0) - Math.min(low, 0)) / CODES;
    }

    private static Tensor points(Ranged range) {
        float[] points = new float[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            points[i] = (float) (range.low() + (range.high() - range.low()) * i / INTERVALS);
        }
        return Tensor.of(new long[] {points.length}, points);
    }

    /** The last point, from the first on in steps of 1 or -1, up to which results stay within so much of each other. */
    private static int lastLevel(float[] results, int first, int step, double level) {
        float least = results[first];
        float most = results[first];
        for (int i = first + step; i >= 0 && i < results.length; i += step) {
            least = Math.min(least, results[i]);
            most = Math.max(most, results[i]);
            if (!(most - least <= level)) return i - step;
        }
        return results.length - 1 - first;
    }
}
