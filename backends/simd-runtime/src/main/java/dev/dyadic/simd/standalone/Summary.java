// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the outputs look like over all runs, as a table. */
final class Summary {

    private record Seen(String type, double low, double high, long bad) {}

    private final Map<String, Seen> outputs = new LinkedHashMap<>();

    void add(Map<String, Array> results) {
        results.forEach((name, array) -> outputs.merge(name, see(array), Summary::both));
    }

    private static Seen see(Array array) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        long bad = 0;
        for (int i = 0; i < array.count(); i++) {
            double x = array.value(i);
            if (!Double.isFinite(x)) bad++;
            low = Math.min(low, x);
            high = Math.max(high, x);
        }
        return new Seen(array.toString(), low, high, bad);
    }

    private static Seen both(Seen a, Seen b) {
        String type = a.type.equals(b.type) ? a.type : "varies";
        return new Seen(type, Math.min(a.low, b.low), Math.max(a.high, b.high), a.bad + b.bad);
    }

    /** The table that {@code dyadic run} prints. */
    @Override public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("output", "type", "smallest", "largest", "not finite"));
        outputs.forEach((name, seen) -> rows.add(List.of(name, seen.type, String.format("%.5g", seen.low),
                String.format("%.5g", seen.high), Long.toString(seen.bad))));
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
                String cell = row.get(column);
                String space = " ".repeat(width - cell.length());
                boolean number = cell.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
                line.append(column == 0 ? "" : "  ").append(number ? space + cell : cell + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
