// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import dev.dyadic.plugin.Kernel;
import dev.dyadic.testkit.contract.KernelChecks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * What every kernel that computes products of codes must do; a test class implements it:
 *
 * <pre>{@code
 * class MyKernelsTest implements KernelContract {
 *     @Override public List<Kernel> kernels() { return Registry.of(new MyPlugin()).all(Kernel.class); }
 * }
 * }</pre>
 *
 * <p>Sums, codes and floats are compared with plain loops, bit for bit, at all sizes around the kernel's tile, on random, smallest,
 * greatest, alternating and tie inputs; what lies outside of the block asked for must stay as it is. A kernel that cannot run here is
 * reported as skipped, with its reason.
 */
public interface KernelContract {

    /** The kernels to test. */
    List<Kernel> kernels();

    @TestFactory default Stream<DynamicNode> everyKernel() {
        return kernels().stream().map(KernelChecks::of);
    }
}
