// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** Brings the Truffle backend. */
public final class TrufflePlugin implements Plugin {

    @Override public String name() { return "truffle"; }

    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() { return List.of(new TruffleBackend(true, false)); }
}
