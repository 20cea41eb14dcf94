// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.backend.simd.generate.Packing;
import org.junit.jupiter.api.Test;

class RecordFormTest {

    @Test void allWeightsCanBeKept() {
        for (Class<?> packing : Packing.class.getPermittedSubclasses())
            assertTrue(RecordForm.KNOWN.contains(packing), packing::getName);
    }
}
