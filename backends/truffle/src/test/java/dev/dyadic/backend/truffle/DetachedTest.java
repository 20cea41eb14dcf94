// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A program that was watched and no longer is takes as long as one that never was: both run in turn, and pairs are compared. */
class DetachedTest {

    private static final int STEPS = 60;
    private static final int WATCHED = 20;
    private static final int WARM_UP = 4000;
    private static final int PAIRS = 301;
    private static final int RUNS = 20;

    /** Many small steps, since event nodes stand around steps: sums that two read are not fused. */
    private static Graph steps() {
        var text = new StringBuilder("graph @steps integer (%x0: [N]xi32) {\n");
        for (int i = 1; i <= STEPS; i++) {
            String before = i < 2 ? "%x0" : "%x" + (i - 2);
            text.append("  %x").append(i).append(" = add(%x").append(i - 1).append(", ").append(before).append(") : [N]xi32\n");
        }
        return QirParser.parse("steps", text.append("  return %x" + STEPS + "\n}\n").toString());
    }

    private static double nanoseconds(Executable executable, List<Tensor> inputs) {
        long began = System.nanoTime();
        for (int i = 0; i < RUNS; i++) executable.run(inputs);
        return (double) (System.nanoTime() - began) / RUNS;
    }

    @Test void takesNoLongerThanIfItHadNeverBeenWatched() {
        Graph graph = steps();
        List<Tensor> inputs = List.of(Tensor.ofLongs(Element.I32, new long[] {8}, 1, 2, 3, 4, 5, 6, 7, 8));
        double[] never = new double[PAIRS];
        double[] detached = new double[PAIRS];
        try (Executable first = new TruffleBackend(true, false).prepare(graph);
                Executable second = new TruffleBackend(true, false).prepare(graph)) {
            for (int i = 0; i < WATCHED; i++) second.profile(inputs);
            for (int i = 0; i < WARM_UP; i++) {
                first.run(inputs);
                second.run(inputs);
            }
            for (int i = 0; i < PAIRS; i++) {
                boolean order = i % 2 == 0;
                if (order) never[i] = nanoseconds(first, inputs);
                detached[i] = nanoseconds(second, inputs);
                if (!order) never[i] = nanoseconds(first, inputs);
            }
        }
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) ratios[i] = detached[i] / never[i];
        Arrays.sort(never);
        Arrays.sort(detached);
        Arrays.sort(ratios);
        String found = String.format(Locale.ROOT,
                "never watched %.1f us, no longer watched %.1f us; by pairs %.3f, quartiles %.3f - %.3f",
                never[PAIRS / 2] / 1000, detached[PAIRS / 2] / 1000, ratios[PAIRS / 2], ratios[PAIRS / 4], ratios[3 * PAIRS / 4]);
        System.out.println(found);
        assertTrue(ratios[PAIRS / 4] < 1.25, found);
    }
}
