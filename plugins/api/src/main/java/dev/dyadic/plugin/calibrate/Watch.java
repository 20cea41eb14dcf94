// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.spec.Options;
import java.util.OptionalInt;

/**
 * What to find out about a value.
 *
 * @param axis the axis along which it is cut into groups with a range each, counted from the end where negative; empty where it is not cut
 * @param group how many neighbours along the axis make a group, at least 1; the last may be smaller
 */
public record Watch(Observer observer, OptionalInt axis, int group) {

    public Watch {
        if (group < 1) throw new IllegalArgumentException("a group has at least 1 element, not " + group);
    }

    /** One range for all of the value. */
    public static Watch whole(Observer observer) {
        return new Watch(observer, OptionalInt.empty(), 1);
    }

    /** A range for each index along an axis. */
    public static Watch channels(Observer observer, int axis) {
        return new Watch(observer, OptionalInt.of(axis), 1);
    }

    /** A range for each group of neighbours along an axis. */
    public static Watch groups(Observer observer, int axis, int group) {
        return new Watch(observer, OptionalInt.of(axis), group);
    }

    /** Equal for watches that find the same. */
    @Override public String toString() {
        String cut = axis.isPresent() ? " axis=" + axis.getAsInt() + " group=" + group : "";
        return Options.spec(observer) + cut;
    }
}
