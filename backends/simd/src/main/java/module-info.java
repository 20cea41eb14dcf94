// SPDX-License-Identifier: Apache-2.0
/** Graphs as generated Java on the Vector API. */
module dev.dyadic.backend.simd {
    requires dev.dyadic.simd;
    requires java.compiler;
    requires transitive dev.dyadic.plugin;

    opens dev.dyadic.backend.simd to dev.dyadic.plugin;
    opens dev.dyadic.backend.simd.emit to dev.dyadic.plugin;

    provides dev.dyadic.plugin.Plugin with dev.dyadic.backend.simd.SimdPlugin;
}
