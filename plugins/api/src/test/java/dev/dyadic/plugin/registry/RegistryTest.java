// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.Sample;
import dev.dyadic.plugin.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

    private final Registry registry = Registry.of(Sample.plugin("one", Plugin.API, new Sample()));

    @Test void findsByKindAndName() {
        assertEquals(new Sample(), registry.get(Pass.class, "sample"));
        assertEquals(7, ((Sample) registry.get(Pass.class, Spec.parse("sample{count=7}", "text"))).count());
        assertEquals("one", registry.origin(new Sample()).plugin());
    }

    @Test void suggestsWhatWasMeant() {
        assertEquals(
                "text:1: there is no pass \"smple\". Did you mean 'sample'? Known: sample.",
                message(() -> registry.get(Pass.class, Spec.parse("smple", "text"))));
    }

    @Test void refusesTwoOfOneNameNamingBoth() {
        Plugin one = Sample.plugin("one", Plugin.API, new Sample());
        Plugin two = Sample.plugin("two", Plugin.API, new Sample());
        String message = message(() -> Registry.of(one, two));
        assertTrue(message.matches("two passes are called sample: one is in one \\(.*\\), the other in two \\(.*\\)\\. .*"),
                message);
    }

    @Test void refusesTwoPluginsOfOneName() {
        Plugin one = Sample.plugin("one", Plugin.API);
        String message = message(() -> Registry.of(one, Sample.plugin("one", Plugin.API)));
        assertTrue(message.startsWith("two plug-ins are called one: "), message);
    }

    @Test void refusesPluginOfAnotherVersion() {
        String message = message(() -> Registry.of(Sample.plugin("old", Plugin.API + 1, new Sample())));
        assertTrue(
                message.contains(
                        "is built for version " + (Plugin.API + 1) + " of the plug-in API; this is version " + Plugin.API),
                message);
    }

    @Test void refusesPathWithoutPlugins(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.jar");
        assertTrue(message(() -> Registry.load(List.of(missing))).contains("there is no such file or folder"));
        assertTrue(message(() -> Registry.load(List.of(folder))).contains("no module here provides dev.dyadic.plugin.Plugin"));
        Path broken = Files.writeString(folder.resolve("broken.jar"), "this is no jar");
        assertTrue(message(() -> Registry.load(List.of(broken))).startsWith("--plugin-path " + broken));
    }

    private static String message(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(DyadicException.class, work).getMessage();
    }
}
