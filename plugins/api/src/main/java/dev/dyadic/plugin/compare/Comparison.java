// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.compare;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Compares tensors. */
public final class Comparison {

    private Comparison() {}

    /** The first difference of two lists of results; nothing if all are near enough. */
    public static Optional<String> differ(List<Tensor> expected, List<Tensor> found, Level level) {
        if (expected.size() != found.size()) {
            return Optional.of(expected.size() + " results expected, " + found.size() + " found");
        }
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> difference = differ(expected.get(i), found.get(i), level);
            if (difference.isPresent()) return Optional.of("result " + i + ": " + difference.get());
        }
        return Optional.empty();
    }

    /** What is different, in words, at the first place too far off; the level holds for floats, all else must be equal. */
    public static Optional<String> differ(Tensor expected, Tensor found, Level level) {
        if (!expected.type().equals(found.type())) {
            return Optional.of(expected.type() + " expected, " + found.type() + " found");
        }
        if (expected.equals(found)) return Optional.empty();
        Element element = expected.element();
        if (!element.isFloat() || level == Level.EXACT) return Optional.of(firstUnequal(expected, found));
        double largest = largest(expected);
        for (long i = 0; i < expected.count(); i++) {
            double right = expected.getDouble(i);
            double is = found.getDouble(i);
            if (level.accepts(element, right, is, largest)) continue;
            return Optional.of("element " + i + " of " + expected.type() + ": " + right + " expected, " + is
                    + " found, which is not " + level + " (largest magnitude " + largest + ")");
        }
        return Optional.empty();
    }

    private static String firstUnequal(Tensor expected, Tensor found) {
        long i = expected.data().mismatch(found.data()) / expected.element().bytes();
        String right = show(expected, i);
        String is = show(found, i);
        return "element " + i + " of " + expected.type() + ": " + right + " expected, " + is + " found";
    }

    private static String show(Tensor tensor, long i) {
        boolean whole = tensor.element().isInteger();
        return whole ? Long.toString(tensor.getLong(i)) : Double.toString(tensor.getDouble(i));
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (long i = 0; i < tensor.count(); i++) {
            double magnitude = Math.abs(tensor.getDouble(i));
            if (Double.isFinite(magnitude)) largest = Math.max(largest, magnitude);
        }
        return largest;
    }
}
