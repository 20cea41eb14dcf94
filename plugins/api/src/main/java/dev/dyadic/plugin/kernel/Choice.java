// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.plugin.Kernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which kernel does a job on this machine, and why not another. The quickest is taken: by measurement where there is one, else by the
 * kernel's own estimate; of equally quick ones the first by name.
 *
 * @param chosen nothing where no kernel of the table does the job here
 * @param rejected the other kernels of the same job
 */
public record Choice(KernelJob job, Optional<Timed> chosen, List<Rejected> rejected) {

    /** @param measured whether the nanoseconds are measured; they are estimated if not */
    public record Timed(Kernel kernel, double nanoseconds, boolean measured) {
        @Override public String toString() {
            return String.format(Locale.ROOT, "%.4f ms %s", nanoseconds / 1e6, measured ? "measured" : "estimated");
        }
    }

    /** @param why a few words */
    public record Rejected(Kernel kernel, String why) {}

    public Choice {
        rejected = List.copyOf(rejected);
    }

    /** Chooses among the kernels of a table. */
    public static Choice of(List<Kernel> table, KernelJob job, Measurements measurements) {
        List<Timed> able = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Kernel kernel : table) {
            if (!kernel.job().equals(job.job())) continue;
            Optional<String> why = job.fits(kernel)
                    ? kernel.missing()
                    : Optional.of("takes " + kernel.operands() + ", not " + job.operands());
            why.ifPresentOrElse(
                    found -> rejected.add(new Rejected(kernel, found)), () -> able.add(timed(kernel, job.size(), measurements)));
        }
        Optional<Timed> best = able.stream()
                .min(Comparator.comparingDouble(Timed::nanoseconds).thenComparing(each -> each.kernel().name()));
        for (Timed each : able) {
            if (each != best.orElseThrow())
                rejected.add(new Rejected(each.kernel(), "slower: " + each + " against " + best.get()));
        }
        return new Choice(job, best, rejected);
    }

    private static Timed timed(Kernel kernel, Kernel.Size size, Measurements measurements) {
        OptionalDouble measured = measurements.nanoseconds(kernel.name(), size);
        return new Timed(kernel, measured.orElseGet(() -> kernel.cost(size)), measured.isPresent());
    }
}
