// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.plugin.Plugin;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Finds plug-ins: those started with the program, and those in further jars and folders, which get a layer and loader of their own. */
final class PluginPath {

    private PluginPath() {}

    static List<Plugin> load(List<Path> path) {
        ModuleLayer own = Registry.class.getModule().getLayer();
        ModuleLayer builtIn = own == null ? ModuleLayer.boot() : own;
        return plugins(path.isEmpty() ? builtIn : layer(builtIn, path));
    }

    private static List<Plugin> plugins(ModuleLayer layer) {
        List<Plugin> plugins = new ArrayList<>();
        try {
            ServiceLoader.load(layer, Plugin.class).forEach(plugins::add);
        } catch (ServiceConfigurationError | LinkageError failed) {
            throw new DyadicException(Fault.INPUT, "plug-ins", failed.getMessage() + ".", "Is it built for this version?");
        }
        return plugins;
    }

    private static ModuleLayer layer(ModuleLayer parent, List<Path> path) {
        for (Path each : path) {
            if (!Files.exists(each)) throw unusable(each.toString(), "there is no such file or folder");
        }
        ModuleFinder finder = ModuleFinder.of(path.toArray(Path[]::new));
        String all = String.join(", ", path.stream().map(Path::toString).toList());
        try {
            Set<String> roots = roots(finder, parent);
            if (roots.isEmpty()) throw unusable(all, "no module here provides " + Plugin.class.getName());
            Configuration configuration = parent.configuration().resolve(ModuleFinder.of(), finder, roots);
            ClassLoader loader = Registry.class.getClassLoader();
            return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(parent), loader)
                    .layer();
        } catch (FindException | ResolutionException | LayerInstantiationException failed) {
            throw unusable(all, failed.getMessage());
        }
    }

    private static Set<String> roots(ModuleFinder finder, ModuleLayer parent) {
        Set<String> roots = new TreeSet<>();
        for (ModuleReference found : finder.findAll()) {
            ModuleDescriptor module = found.descriptor();
            boolean provides = module.provides().stream().anyMatch(each -> each.service().equals(Plugin.class.getName()));
            if (!provides) continue;
            parent.findModule(module.name()).ifPresent(known -> {
                throw unusable(location(found), "module " + module.name() + " is already there, from " + location(known));
            });
            roots.add(module.name());
        }
        return roots;
    }

    private static String location(Module module) {
        return module.getLayer()
                .configuration()
                .findModule(module.getName())
                .map(found -> location(found.reference()))
                .orElse(module.getName());
    }

    private static String location(ModuleReference reference) {
        return reference.location().map(Object::toString).orElse(reference.descriptor().name());
    }

    private static DyadicException unusable(String where, String what) {
        return new DyadicException(
                Fault.INPUT, "--plugin-path " + where, what + ".", "Give jars of plug-ins, or folders that hold such jars.");
    }
}
