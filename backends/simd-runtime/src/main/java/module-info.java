// SPDX-License-Identifier: Apache-2.0
/** The kernels that generated programs call: all that an emitted program needs besides the JDK. */
module dev.dyadic.simd {
    requires transitive jdk.incubator.vector;

    exports dev.dyadic.simd;
    exports dev.dyadic.simd.standalone;
}
