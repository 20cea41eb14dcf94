// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times programs in turn, A B A B, so that whatever else the machine does meets all of them alike. */
final class Race {

    private static final long BATCH = Duration.ofMillis(150).toNanos();

    /** ONNX Runtime's threads keep their processors for some 20 ms after a run. */
    private static final long SETTLING = Duration.ofMillis(50).toNanos();

    private final int rounds;
    private final long warmUp;

    /**
     * @param rounds how often each is timed
     * @param warmUp the most nanoseconds spent on warming up each
     */
    Race(int rounds, long warmUp) {
        this.rounds = rounds;
        this.warmUp = warmUp;
    }

    /** The milliseconds of a run in each round, of each contender. */
    List<Samples> run(List<Contender> contenders, Progress progress) {
        int[] passes = new int[contenders.size()];
        double[][] milliseconds = new double[contenders.size()][rounds];
        try (Progress.Task task = progress.start("timing", (long) (rounds + 1) * contenders.size())) {
            for (int i = 0; i < passes.length; i++) {
                passes[i] = (int) Math.ceil(BATCH / WarmUp.run(contenders.get(i), warmUp));
                task.advance(1);
            }
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < passes.length; i++) {
                    milliseconds[i][round] = batch(contenders.get(i), passes[i]);
                    task.advance(1);
                }
            }
        }
        List<Samples> samples = new ArrayList<>();
        for (double[] each : milliseconds) samples.add(new Samples(each));
        return samples;
    }

    /** Runs go before, untimed: the other's data is in the caches, and its threads still wait busily for work. */
    private static double batch(Contender contender, int passes) {
        long began = System.nanoTime();
        do {
            contender.executable().run(contender.passed().getFirst());
        } while (System.nanoTime() - began < SETTLING);
        return contender.time(passes) / 1e6 / passes / contender.runs().size();
    }
}
