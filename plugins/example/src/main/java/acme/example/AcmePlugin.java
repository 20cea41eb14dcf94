// SPDX-License-Identifier: Apache-2.0
package acme.example;

import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Plugin;
import java.util.List;

/** What Acme brings: one pass. */
public final class AcmePlugin implements Plugin {

    @Override public String name() { return "acme"; }

    @Override public int apiVersion() { return Plugin.API; }

    @Override public List<Contribution> contributions() { return List.of(new DropDoubleNegation()); }
}
