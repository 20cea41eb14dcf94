// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A graph ready to run. Closing it frees what it took; after that it does not run. */
public interface Executable extends AutoCloseable {

    /** Is shown a value and its tensor. */
    @FunctionalInterface
    interface Tap {
        void see(Value value, Tensor tensor);
    }

    /** What it takes, in order. */
    List<Value> inputs();

    /** What it gives, in order. */
    List<Value> outputs();

    /** Inputs of the model that it does not take, because they are always the same, and what they are. */
    default SequencedMap<String, Tensor> fixed() {
        return new LinkedHashMap<>();
    }

    /**
     * Runs once; inputs and results are in the graph's order.
     *
     * @throws DyadicException if the inputs do not fit the graph
     */
    List<Tensor> run(List<Tensor> inputs);

    /** Whether {@link #run} may be called by several threads at once. */
    boolean isThreadSafe();

    /** Whether it can show values between inputs and results, as all can that a {@link Backend} was asked to prepare so. */
    default boolean canTap() {
        return false;
    }

    /** Runs once and shows the values it was prepared to show, or every value, in the order of the graph, inputs first. */
    default List<Tensor> run(List<Tensor> inputs, Tap tap) {
        throw new DyadicException(
                Fault.USAGE,
                "",
                "this backend does not show the values between inputs and results.",
                "Use the backend \"reference\".");
    }

    /** Whether it can tell what each node takes. */
    default boolean canProfile() {
        return false;
    }

    /** Runs once and tells what each node took, in the order they ran. Results are dropped; it may be slower than {@link #run}. */
    default List<NodeTime> profile(List<Tensor> inputs) {
        throw new DyadicException(
                Fault.USAGE, "", "this backend does not tell what each node takes.", "Use the backend \"reference\".");
    }

    @Override default void close() {}
}
