// SPDX-License-Identifier: Apache-2.0
/** Kernels in machine code for x86-64. */
@SuppressWarnings("module") // its name ends in a digit, as the processors' does
module dev.dyadic.x86 {
    requires dev.dyadic.plugin;

    opens dev.dyadic.x86 to
            dev.dyadic.plugin;

    provides dev.dyadic.plugin.Plugin with dev.dyadic.x86.X86Plugin;
}
