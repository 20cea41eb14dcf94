// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The modules know each other only in the order: ir, plugin API, siblings that do not know each other, command line. */
class ImportOrderTest {

    private static final Set<String> SIBLINGS = Set.of("dev.dyadic.dsl", "dev.dyadic.onnx", "dev.dyadic.passes",
            "dev.dyadic.onnxruntime", "dev.dyadic.x86", "dev.dyadic.backend.truffle");

    @Test void irKnowsNoOtherModuleOfOurs() { assertEquals(Set.of(), own("dev.dyadic.ir")); }

    @Test void pluginApiKnowsOnlyIr() { assertEquals(Set.of("dev.dyadic.ir"), own("dev.dyadic.plugin")); }

    @Test void siblingsKnowOnlyIrAndThePluginApi() {
        for (String sibling : SIBLINGS) {
            Set<String> known = new TreeSet<>(own(sibling));
            known.removeAll(Set.of("dev.dyadic.ir", "dev.dyadic.plugin"));
            assertEquals(Set.of(), known, sibling);
        }
    }

    @Test void commandLineKnowsSiblingsThroughTheRegistryButForRecipes() {
        assertEquals(Set.of("dev.dyadic.dsl", "dev.dyadic.plugin"), own("dev.dyadic.cli"));
    }

    @Test void everyModuleOfThePromiseIsThere() { assertTrue(descriptors().keySet().containsAll(SIBLINGS)); }

    private static Set<String> own(String module) {
        return descriptors().get(module).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("dev.dyadic."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, ModuleDescriptor> descriptors() {
        Map<String, ModuleDescriptor> found = new TreeMap<>();
        ModuleLayer.boot().configuration().modules().forEach(each -> found.put(each.name(), each.reference().descriptor()));
        for (String entry : System.getProperty("java.class.path", "").split(java.io.File.pathSeparator)) {
            if (entry.isEmpty()) continue;
            java.lang.module.ModuleFinder.of(java.nio.file.Path.of(entry))
                    .findAll()
                    .forEach(each -> found.putIfAbsent(each.descriptor().name(), each.descriptor()));
        }
        return found;
    }
}
