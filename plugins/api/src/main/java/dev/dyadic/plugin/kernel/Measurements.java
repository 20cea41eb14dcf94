// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.plugin.Kernel;
import java.util.OptionalDouble;

/** What kernels took on this machine. */
@FunctionalInterface
public interface Measurements {

    /** Nothing was measured. */
    Measurements NONE = (_, _) -> OptionalDouble.empty();

    /** The nanoseconds a kernel took for a job of this size, on one core, where it was measured. */
    OptionalDouble nanoseconds(String kernel, Kernel.Size size);
}
