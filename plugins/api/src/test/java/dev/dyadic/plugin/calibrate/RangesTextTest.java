// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RangesTextTest {

    private record Nothing() implements Observer {
        @Override public String name() { return "nothing"; }

        @Override public String summary() { return "Sees nothing."; }

        @Override public Sketch start() { throw new IllegalStateException("nothing is observed here"); }
    }

    @Test void keepsNamesOfAnyKind() {
        SortedMap<String, List<Range>> ranges = new TreeMap<>();
        for (String name : new String[] {"", "a b", "tab\there", "line\nend", "\"quoted\"", "sha256 ", "\r", "é"}) {
            ranges.put(RangesText.key(name, Watch.groups(new Nothing(), -1, 32)),
                    List.of(new Range(-0.1, 1e-30), new Range(0, 3e38)));
        }
        assertEquals(ranges, RangesText.parse(RangesText.print(ranges)).orElseThrow());
    }
}
