// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Kind;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All contributions, by kind and name. Built once at start-up; it never changes after. */
public final class Registry {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([-.][a-z0-9]+)*");

    private record Entry(Contribution contribution, Origin origin) {}

    private final Map<Kind, SequencedMap<String, Entry>> entries = new EnumMap<>(Kind.class);
    private final List<Origin> plugins = new ArrayList<>();

    private Registry(List<Plugin> found) {
        for (Kind kind : Kind.values()) entries.put(kind, new TreeMap<>());
        List<Problem> problems = new ArrayList<>();
        for (Plugin plugin : found) add(plugin, problems);
        if (!problems.isEmpty()) throw new DyadicException(Fault.INPUT, problems);
    }

    /**
     * The contributions of the plug-ins started with the program, and of those in further jars and folders.
     *
     * @throws DyadicException if a plug-in cannot be loaded, is built for another version of the API, or brings a name that is taken
     */
    public static Registry load(List<Path> pluginPath) {
        return new Registry(PluginPath.load(pluginPath));
    }

    /** The contributions of these plug-ins only. */
    public static Registry of(Plugin... plugins) {
        return new Registry(List.of(plugins));
    }

    /** All of a kind, by name. */
    public <T extends Contribution> List<T> all(Class<T> kind) {
        return of(kind).values().stream().map(entry -> kind.cast(entry.contribution())).toList();
    }

    /** The names of a kind, in alphabetical order. */
    public List<String> names(Class<? extends Contribution> kind) {
        return List.copyOf(of(kind).keySet());
    }

    /** The one of this name, with its default options, if there is one. */
    public <T extends Contribution> Optional<T> find(Class<T> kind, String name) {
        return Optional.ofNullable(of(kind).get(name)).map(entry -> kind.cast(entry.contribution()));
    }

    /**
     * The one that is named, with the options given.
     *
     * @throws DyadicException if there is none, or the options do not fit; it says what would be right
     */
    public <T extends Contribution> T get(Class<T> kind, Spec spec) {
        T defaults = find(kind, spec.name()).orElseThrow(() -> missing(kind, spec));
        return Options.apply(defaults, spec);
    }

    /** The one of this name, with its default options. */
    public <T extends Contribution> T get(Class<T> kind, String name) {
        return get(kind, Spec.of(name));
    }

    /** Where a contribution comes from. */
    public Origin origin(Contribution contribution) {
        Entry entry = entries.get(Kind.of(contribution)).get(contribution.name());
        if (entry == null) throw new IllegalArgumentException(contribution.name() + " is not in this registry");
        return entry.origin();
    }

    /** The plug-ins, in the order they were found. */
    public List<Origin> plugins() {
        return Collections.unmodifiableList(plugins);
    }

    private SequencedMap<String, Entry> of(Class<? extends Contribution> kind) {
        return entries.get(Kind.of(kind));
    }

    private <T extends Contribution> DyadicException missing(Class<T> kind, Spec spec) {
        String what = "there is no " + Kind.of(kind).word() + " \"" + spec.name() + "\".";
        return new DyadicException(Fault.USAGE, spec.where(), what, Suggestion.hint(spec.name(), names(kind)));
    }

    private void add(Plugin plugin, List<Problem> problems) {
        Origin origin = Origin.of(plugin);
        if (plugin.apiVersion() != Plugin.API) {
            String what = "is built for version " + plugin.apiVersion() + " of the plug-in API; this is version " + Plugin.API
                    + ".";
            problems.add(new Problem(origin.toString(), what, "Take a build of the plug-in for this version."));
            return;
        }
        for (Origin other : plugins) {
            if (other.plugin().equals(origin.plugin()))
                problems.add(Problem.of("two plug-ins are called " + plugin.name(), both(other, origin)));
        }
        plugins.add(origin);
        for (Contribution contribution : plugin.contributions()) add(contribution, origin, problems);
    }

    private void add(Contribution contribution, Origin origin, List<Problem> problems) {
        Kind kind = Kind.of(contribution);
        String name = contribution.name();
        if (!NAME.matcher(name).matches()) {
            problems.add(Problem.of(origin.toString(), kind.word() + " \"" + name + "\": a name is in kebab case."));
            return;
        }
        Entry before = entries.get(kind).putIfAbsent(name, new Entry(contribution, origin));
        if (before == null) return;
        problems.add(Problem.of("two " + kind.words() + " are called " + name, both(before.origin(), origin)));
    }

    private static String both(Origin one, Origin other) {
        return "one is in " + one + ", the other in " + other + ". Take one of them away.";
    }
}
