// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that is timed.
 *
 * @param program as it is named on the command line
 * @param threads threads one run uses
 * @param runs the arrays of each run by the names of inputs; one pass runs them all
 * @param passed the same in the order of the inputs
 */
record Contender(
        String program,
        Backend backend,
        int threads,
        Executable executable,
        List<Map<String, Tensor>> runs,
        List<List<Tensor>> passed) {

    static Contender of(Named named, Backend backend, int threads, Executable executable, List<Map<String, Tensor>> runs) {
        List<List<Tensor>> passed = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) passed.add(Runs.arrange("run " + i, executable, runs.get(i)));
        return new Contender(named.program(), backend, threads, executable, runs, passed);
    }

    /** Makes so many passes and gives the nanoseconds they took. */
    long time(int passes) {
        long began = System.nanoTime();
        for (int i = 0; i < passes; i++) passed.forEach(executable::run);
        return System.nanoTime() - began;
    }
}
