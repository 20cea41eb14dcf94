// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.testkit.BackendContract;

class ReferenceBackendTest implements BackendContract {

    @Override public Backend backend() { return Registry.of(new BuiltIns()).get(Backend.class, "reference"); }
}
