// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.dsl.ast.Script;
import dev.dyadic.dsl.check.Checker;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;

/** Text to recipe: {@link #parse}, perhaps {@link #override}, {@link #check}. All mistakes of a step are told at once. */
public final class Recipes {

    private Recipes() {}

    /**
     * Reads a recipe and all it imports; the result holds no import any more.
     *
     * @throws dev.dyadic.ir.DyadicException if a text is malformed or an import is not found; nothing else is checked
     */
    public static Script parse(Source source, Loader loader) {
        return Imports.inline(source, loader);
    }

    /**
     * Reads a text from no file, which can import presets only, unless the loader knows better.
     *
     * @param source the name of the text in messages
     */
    public static Script parse(String text, String source, Loader loader) {
        return parse(Source.of(text, source), loader);
    }

    /**
     * Changes a recipe from outside. A setting is a statement, {@code keep f32 for norm}, which is added at the end, or
     * {@code calibrate.limit=64}, {@code calibrate.over=folder}, {@code calibrate.observer=min-max}, {@code lower.softmax=ibert},
     * {@code lower=none}, {@code target=simd}, {@code expect.cosine=0.99}, {@code expect.cosine>=0.99}.
     *
     * @throws dev.dyadic.ir.DyadicException if a setting is none of these
     */
    public static Script override(Script script, List<String> settings) {
        return Overrides.apply(script, settings);
    }

    /**
     * Looks up all names.
     *
     * @throws dev.dyadic.ir.DyadicException if a name, an option or a value is wrong, or rules contradict each other
     */
    public static Checked check(Script script, Registry registry) {
        return Checker.check(script, registry);
    }

    /** All of it for a file or preset. */
    public static Checked read(String presetOrFile, List<String> settings, Registry registry) {
        return check(override(parse(Source.find(presetOrFile), Loader.STANDARD), settings), registry);
    }
}
