// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A method of the program: the same body for every task, tasks being independent of each other.
 *
 * @param title what it computes, one line
 * @param tasks how many tasks there are, a Java expression that may be added to; where it is not "1" the body uses the parameter {@code task}
 * @param body Java statements
 * @param touched the buffers it reads or writes
 * @param weights the numbers of the constants that are weights a kernel packs
 * @param macs the multiply-adds of its products; 0 where they are not counted
 */
record Step(String title, String tasks, String body, Set<Integer> touched, List<Integer> weights, Dim macs) {

    static final String ONCE = "1";

    /** The tasks of both steps, which are independent of each other: threads that have done those of one need not wait for the rest. */
    Step beside(Step other) {
        var text = new Text();
        text.line("if (task >= " + tasks + ") {");
        text.line("task -= " + tasks + ";");
        text.lines(other.body).line("return;").line("}");
        text.lines(body);
        Set<Integer> both = new TreeSet<>(touched);
        both.addAll(other.touched);
        List<Integer> all = Stream.concat(weights.stream(), other.weights.stream()).toList();
        String what = does().equals(other.does()) ? does() : does() + ", " + other.does();
        return new Step("%" + node() + ", " + other.node() + ": " + what, tasks + " + " + other.tasks, text.toString(), both, all,
                macs.plus(other.macs));
    }

    /** The name of the value that it ends in. */
    String node() {
        return title.substring(title.startsWith("%") ? 1 : 0, colon());
    }

    /** What it does, in a few words. */
    String does() {
        return title.substring(Math.min(title.length(), colon() + 2));
    }

    private int colon() {
        int colon = title.lastIndexOf(": ");
        return colon < 0 ? title.length() : colon;
    }
}
