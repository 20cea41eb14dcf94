// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import dev.dyadic.plugin.Plugin;

/**
 * Where a contribution comes from.
 *
 * @param plugin the name of the plug-in
 * @param module the module, or the class where there is no module
 * @param location the jar or folder; empty when it is not known
 */
public record Origin(String plugin, String module, String location) {

    static Origin of(Plugin plugin) {
        Class<?> type = plugin.getClass();
        Module module = type.getModule();
        String name = module.isNamed() ? module.getName() : type.getName();
        String location = module.isNamed()
                ? module.getLayer()
                        .configuration()
                        .findModule(name)
                        .flatMap(found -> found.reference().location())
                        .map(Object::toString)
                        .orElse("")
                : "";
        return new Origin(plugin.name(), name, location);
    }

    @Override public String toString() {
        return plugin + " (" + module + (location.isEmpty() ? "" : ", " + location) + ")";
    }
}
