// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.tensor.Tensor;

/** Something of bounded size summed up over a stream of tensors. Not thread-safe: one per part of the stream, then {@link #merge}. */
public interface Tally<T extends Tally<T>> {

    void see(Tensor tensor);

    /** Takes over what the tally of a later part of the stream has seen. */
    void merge(T later);
}
