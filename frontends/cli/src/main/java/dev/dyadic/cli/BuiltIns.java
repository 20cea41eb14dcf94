// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The contributions that ship with the program. A thread of its own can load them while the command line is still being read. */
final class BuiltIns {

    private static volatile Optional<CompletableFuture<Registry>> ahead = Optional.empty();

    private BuiltIns() {}

    /** Has them loaded, for {@link #registry}. */
    static void loadAhead() {
        ahead = Optional.of(CompletableFuture.supplyAsync(BuiltIns::load));
    }

    /** @throws DyadicException if a plug-in cannot be loaded */
    static Registry registry() {
        try {
            return ahead.map(CompletableFuture::join).orElseGet(BuiltIns::load);
        } catch (CompletionException e) {
            if (e.getCause() instanceof DyadicException problem) throw problem;
            throw e;
        }
    }

    private static Registry load() {
        return Registry.load(List.of());
    }
}
