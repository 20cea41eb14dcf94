// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.testkit.BackendContract;

class SimdTest implements BackendContract {

    @Override public Backend backend() { return Registry.of(new SimdPlugin()).get(Backend.class, "simd"); }
}
