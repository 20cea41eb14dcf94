// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

/**
 * How close one output is to another over several runs. Each run counts the same, however large its numbers are.
 *
 * @param runs how many
 * @param cosine the mean of the runs' cosines
 * @param sqnr the mean of the runs' signal-to-noise ratios, in dB
 * @param worstCosine of the run with the least cosine
 * @param worstSqnr of the run with the least ratio, in dB
 * @param largest the largest difference in any run
 */
public record Tally(int runs, double cosine, double sqnr, double worstCosine, double worstSqnr, double largest) {

    /** Of one run. */
    public static Tally of(Closeness run) {
        return new Tally(1, run.cosine(), run.sqnr(), run.cosine(), run.sqnr(), run.largest());
    }

    /** With the runs of another. */
    public Tally plus(Tally more) {
        int all = runs + more.runs;
        return new Tally(
                all,
                (cosine * runs + more.cosine * more.runs) / all,
                (sqnr * runs + more.sqnr * more.runs) / all,
                Math.min(worstCosine, more.worstCosine),
                Math.min(worstSqnr, more.worstSqnr),
                Math.max(largest, more.largest));
    }
}
