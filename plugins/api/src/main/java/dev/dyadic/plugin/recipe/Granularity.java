// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

/** Which numbers of a tensor share a scale. */
public sealed interface Granularity {

    /** All of them. */
    record PerTensor() implements Granularity {
        @Override public String toString() {
            return "";
        }
    }

    /**
     * Those with one index along an axis.
     *
     * @param axis of activations the axis of the tensor. Of weights the axis in the order output channels, input channels, space,
     *     however the op stores them: 0 is a scale per output channel, of an embedding per row
     */
    record PerAxis(int axis) implements Granularity {
        public PerAxis {
            if (axis < 0) throw new IllegalArgumentException("axis is 0 or more, not " + axis);
        }

        @Override public String toString() {
            return "axis=" + axis;
        }
    }

    /**
     * So many neighbours along the axis that products sum over; of weights within one output channel. The last group may
     * be shorter.
     */
    record PerGroup(int size) implements Granularity {
        public PerGroup {
            if (size < 2) throw new IllegalArgumentException("a group has at least 2 numbers, not " + size);
        }

        @Override public String toString() {
            return "group=" + size;
        }
    }

    Granularity TENSOR = new PerTensor();
}
