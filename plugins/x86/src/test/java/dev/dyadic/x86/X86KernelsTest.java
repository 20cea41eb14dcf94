// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.Kernel;
import dev.dyadic.testkit.KernelContract;
import java.util.List;

class X86KernelsTest implements KernelContract {

    @Override public List<Kernel> kernels() {
        return new X86Plugin().contributions().stream().map(Kernel.class::cast).toList();
    }
}
