// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Options;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedBackendTest {

    private final Registry registry = Registry.load(List.of());

    @Test void dropsWhatOnlyServesComparingBits() {
        assertEquals("onnxruntime{threads=1, exact=false, optimize=true}", timed("onnxruntime"));
        assertEquals("onnxruntime{threads=1, exact=true, optimize=true}",
                Options.spec(registry.get(Backend.class, "onnxruntime")).toString());
    }

    @Test void keepsWhatIsWrittenOut() {
        assertEquals("onnxruntime{threads=2, exact=true, optimize=true}", timed("onnxruntime{threads=2, exact=true}"));
        assertEquals("onnxruntime{threads=2, exact=false, optimize=true}", timed("onnxruntime{threads=2}"));
    }

    @Test void leavesOtherBackendsAlone() {
        assertEquals("reference", timed("reference"));
    }

    private String timed(String word) {
        Backend backend = registry.get(Backend.class, Spec.parse(word, "test"));
        return Options.spec(TimedBackend.of(backend, word)).toString();
    }
}
