// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.plugin.Progress;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar on stderr with the time that is left; work of less than a second shows none. */
final class Bars implements Progress {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override public Task start(String what, long steps) {
        return new Bar(what, steps);
    }

    private static final class Bar implements Task {
        private final String what;
        private final long steps;
        private final long began = System.nanoTime();
        private long done;
        private ProgressBar bar;

        Bar(String what, long steps) {
            this.what = what;
            this.steps = steps;
        }

        @Override public synchronized void advance(long more) {
            done += more;
            if (bar == null && System.nanoTime() - began > PATIENCE.toNanos()) {
                bar = new ProgressBarBuilder()
                        .setTaskName(what)
                        .setInitialMax(steps == 0 ? -1 : steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .startsFrom(done - more, Duration.ofNanos(System.nanoTime() - began))
                        .build();
            }
            if (bar != null) bar.stepTo(done);
        }

        @Override public synchronized void close() {
            if (bar != null) bar.close();
        }
    }
}
