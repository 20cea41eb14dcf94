// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.ir.reference.Reference;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpCasesTest {

    @Test void holdCasesOfEveryCoreOp() {
        Set<String> wanted = new TreeSet<>(Mnemonics.all().keySet());
        wanted.remove("parameter");
        assertEquals(wanted, OpCases.all().keySet(), "ops with cases; a new op needs some");
    }

    @Test void runOnTheReference() {
        OpCases.all().values().stream().flatMap(java.util.List::stream).forEach(each -> {
            Trial trial = each.plain(true);
            Reference.run(trial.graph(), trial.runs().getFirst());
        });
    }
}
