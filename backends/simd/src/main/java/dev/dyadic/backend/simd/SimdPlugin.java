// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.backend.simd.emit.JavaProject;
import dev.dyadic.backend.simd.emit.RunnableJar;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** Brings the backend of generated Java, and what writes its programs out. */
public final class SimdPlugin implements Plugin {

    @Override public String name() { return "simd"; }
    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() {
        return List.of(new Simd(1), new JavaProject(), new RunnableJar());
    }
}
