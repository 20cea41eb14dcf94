// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.plugin.recipe.Recipe;

/**
 * A recipe whose names, options and values are right.
 *
 * @param text the canonical text of all it says: everything imported is inlined, what is overridden left out. Checking
 *     it gives the same recipe again
 */
public record Checked(Recipe recipe, String text) {}
