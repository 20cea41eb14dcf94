// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.testkit.BackendContract;

class TruffleContractTest implements BackendContract {

    @Override public Backend backend() { return Registry.of(new TrufflePlugin()).get(Backend.class, "truffle"); }
}
