// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.spec.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What timing found.
 *
 * @param contenders the program, perhaps another
 * @param samples milliseconds of each, in the same order
 * @param cold whether whole processes were timed
 */
record Standing(List<Contender> contenders, List<Samples> samples, boolean cold) {

    String page() {
        var table = new Table("program", "backend", "threads", "median", "quartiles");
        for (int i = 0; i < contenders.size(); i++) {
            Contender contender = contenders.get(i);
            Samples times = samples.get(i);
            table.row(
                    contender.program(),
                    contender.backend().name(),
                    contender.threads(),
                    String.format("%.4g ms", times.median()),
                    String.format("%.4g - %.4g ms", times.lowerQuartile(), times.upperQuartile()));
        }
        if (contenders.size() < 2) return table.toString();
        Samples pairs = samples.getFirst().over(samples.getLast());
        return table + String.format(
                "ratio %.3f; by pairs %.3f, quartiles %.3f - %.3f%n",
                ratio(), pairs.median(), pairs.lowerQuartile(), pairs.upperQuartile());
    }

    SequencedMap<String, Object> json() {
        SequencedMap<String, Object> json = side(0);
        json.put("cold", cold);
        json.put("runs", samples.getFirst().values().length);
        json.put("inputs", contenders.getFirst().runs().size());
        if (contenders.size() < 2) return json;
        Samples pairs = samples.getFirst().over(samples.getLast());
        json.put("against", side(1));
        json.put("ratio", ratio());
        json.put("pairs", Map.of("median", pairs.median(), "quartiles", quartiles(pairs), "ratios", pairs.values()));
        return json;
    }

    private double ratio() {
        return samples.getFirst().median() / samples.getLast().median();
    }

    private SequencedMap<String, Object> side(int i) {
        Contender contender = contenders.get(i);
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("program", contender.program());
        json.put("backend", contender.backend().name());
        json.put("options", Options.spec(contender.backend()).toString());
        json.put("threads", contender.threads());
        json.put("median_ms", samples.get(i).median());
        json.put("quartiles_ms", quartiles(samples.get(i)));
        json.put("samples_ms", samples.get(i).values());
        return json;
    }

    private static double[] quartiles(Samples samples) {
        return new double[] {samples.lowerQuartile(), samples.upperQuartile()};
    }
}
