// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.VectorShape;

/** The width the machine prefers; apart from {@link Species}, whose species wait for {@link Lanes}. */
final class Width {

    private Width() {}

    /** 128, 256 or 512 bits. */
    static int preferredBits() {
        return Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 512);
    }
}
