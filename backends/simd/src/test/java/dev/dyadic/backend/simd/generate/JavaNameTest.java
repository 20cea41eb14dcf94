// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavaNameTest {

    @Test void makesClassNames() {
        assertEquals("MiniLmL6", JavaName.camel("mini-lm_L6"));
        assertEquals("M7zip", JavaName.camel("7zip"));
        assertEquals("M", JavaName.camel("*/ \n"));
        assertEquals("SystemExit1", JavaName.camel("; System.exit(1); //"));
        assertEquals(40, JavaName.camel("a".repeat(99)).length());
    }

    @Test void makesFileNames() {
        assertEquals("mini-lm-l6", JavaName.kebab("Mini-LM_L6"));
        assertEquals("model", JavaName.kebab("../.."));
        assertEquals("etc-passwd", JavaName.kebab("../etc/passwd"));
    }

    @Test void literalsEndWhereTheyShould() {
        assertEquals("\"a\\\"b\\\\u0022\\012\\u00e9\"", JavaName.literal("a\"b\\u0022\né"));
    }
}
