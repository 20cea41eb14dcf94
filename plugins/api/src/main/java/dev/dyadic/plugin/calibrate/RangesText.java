// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.plugin.Sketch.Range;
import dev.dyadic.plugin.spec.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ranges as a text: a heading, a line for each key with a tab and its ranges, low and high in turn, and at the end the SHA-256 of all
 * before, by which damage is found.
 */
final class RangesText {

    private static final String HEADING = "dyadic ranges 1";
    private static final String SEAL = "sha256 ";

    private RangesText() {}

    /** What tells ranges of one graph apart: the value, what watched it, and the class that did. */
    static String key(String value, Watch watch) {
        return Literal.quote(value) + " " + watch + " " + watch.observer().getClass().getName();
    }

    static String print(SortedMap<String, List<Range>> ranges) {
        var text = new StringBuilder(HEADING).append('\n');
        ranges.forEach((key, each) -> {
            text.append(key).append('\t');
            for (Range range : each) text.append(' ').append(range.low()).append(' ').append(range.high());
            text.append('\n');
        });
        return text + SEAL + ContentKey.of(text.toString()) + "\n";
    }

    /** Nothing if the text is not what {@link #print} gave. */
    static Optional<SortedMap<String, List<Range>>> parse(String text) {
        int seal = text.lastIndexOf("\n" + SEAL) + 1;
        String body = text.substring(0, seal);
        boolean whole = text.substring(seal).equals(SEAL + ContentKey.of(body) + "\n") && body.startsWith(HEADING + "\n");
        if (!whole) return Optional.empty();
        SortedMap<String, List<Range>> ranges = new TreeMap<>();
        String[] lines = body.split("\n");
        try {
            for (int i = 1; i < lines.length; i++) {
                int tab = lines[i].lastIndexOf('\t');
                ranges.put(lines[i].substring(0, tab), ranges(lines[i].substring(tab + 1).strip().split(" ")));
            }
            return Optional.of(ranges);
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty(); // sealed, but by something else
        }
    }

    private static List<Range> ranges(String[] numbers) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            ranges.add(new Range(Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])));
        }
        return List.copyOf(ranges);
    }
}
