// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

/** A table in the layout of the kernel that packed it. */
public interface PackedTable {

    /**
     * {@code out[outAt + i] = table[x[xAt + i]]}. Several threads may call at once, for results that do not overlap; results may take the
     * place of the codes. Nothing is allocated.
     */
    void codes(byte[] x, int xAt, int count, byte[] out, int outAt);
}
