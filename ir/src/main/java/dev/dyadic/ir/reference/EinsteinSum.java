// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of products over letters (Einstein's convention): {@code bij,bjk->bik}. Without an arrow the result has the ellipsis,
 * then every letter that occurs once, in alphabetical order.
 */
final class EinsteinSum {

    /** The axes of an ellipsis are called by characters from here on, counted from the last axis. */
    private static final char ELLIPSIS = '\ue000';

    private final String equation;
    private final List<Tensor> ins;
    private final List<String> operands = new ArrayList<>();
    private final Map<Character, Long> sizes = new TreeMap<>();
    private int ellipsis;

    private EinsteinSum(String equation, List<Tensor> ins) {
        this.equation = equation;
        this.ins = ins;
    }

    static Tensor of(String equation, List<Tensor> ins) {
        return new EinsteinSum(equation.replace(" ", ""), ins).run();
    }

    private Tensor run() {
        int arrow = equation.indexOf("->");
        String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        if (terms.length != ins.size()) throw wrong("has " + terms.length + " terms for " + ins.size() + " operands");
        for (int i = 0; i < terms.length; i++) read(terms[i], ins.get(i));
        String result = arrow < 0 ? implied() : labels(equation.substring(arrow + 2), ellipsis);
        var summed = new StringBuilder();
        for (char label : result.toCharArray()) {
            if (!sizes.containsKey(label)) throw wrong("has the letter " + label + " in its result only");
        }
        for (char label : sizes.keySet()) if (result.indexOf(label) < 0) summed.append(label);
        return sum(result, summed.toString());
    }

    private void read(String term, Tensor x) {
        int letters = term.replace("...", "").length();
        int hidden = x.rank() - letters;
        boolean open = term.contains("...");
        if (hidden < 0 || !open && hidden > 0) throw wrong("has " + letters + " letters for " + x.type());
        ellipsis = Math.max(ellipsis, hidden);
        String labels = labels(term, hidden);
        operands.add(labels);
        for (int i = 0; i < labels.length(); i++) {
            long size = x.size(i);
            long known = sizes.merge(labels.charAt(i), size, (a, b) -> a == 1 ? b : a);
            if (known != size && size != 1) throw wrong("meets sizes " + known + " and " + size + " under one letter");
        }
    }

    private String labels(String term, int hidden) {
        var axes = new StringBuilder();
        for (int i = hidden - 1; i >= 0; i--) axes.append((char) (ELLIPSIS + i));
        String letters = term.replace("...", "");
        if (!letters.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
            throw wrong("has a term \"" + term + "\"; terms hold letters and at most one ellipsis");
        }
        return term.replace("...", axes);
    }

    private String implied() {
        Map<Character, Integer> counts = new TreeMap<>();
        for (String operand : operands) {
            for (char label : operand.toCharArray()) counts.merge(label, 1, Integer::sum);
        }
        var result = new StringBuilder(labels("...", ellipsis));
        counts.forEach((label, count) -> {
            if (label < ELLIPSIS && count == 1) result.append(label);
        });
        return result.toString();
    }

    private Tensor sum(String result, String summed) {
        long[] outer = sizes(result);
        long[] inner = sizes(summed);
        int[][] starts = new int[ins.size()][];
        int[][] steps = new int[ins.size()][];
        for (int i = 0; i < ins.size(); i++) {
            Map<Character, Integer> strides = strides(operands.get(i), ins.get(i));
            starts[i] = Broadcast.walk(outer, strides(result, strides));
            steps[i] = Broadcast.walk(inner, strides(summed, strides));
        }
        return ins.getFirst().element().isFloat() ? floats(outer, starts, steps) : integers(outer, starts, steps);
    }

    private Tensor floats(long[] outer, int[][] starts, int[][] steps) {
        double[][] values = new double[ins.size()][];
        for (int i = 0; i < values.length; i++) values[i] = ins.get(i).toDoubles();
        double[] result = new double[starts[0].length];
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (int j = 0; j < steps[0].length; j++) {
                double product = values[0][starts[0][i] + steps[0][j]];
                for (int o = 1; o < values.length; o++) product *= values[o][starts[o][i] + steps[o][j]];
                sum += product;
            }
            result[i] = sum;
        }
        return Tensor.ofDoubles(ins.getFirst().element(), outer, result);
    }

    private Tensor integers(long[] outer, int[][] starts, int[][] steps) {
        long[][] values = new long[ins.size()][];
        for (int i = 0; i < values.length; i++) values[i] = ins.get(i).toLongs();
        long[] result = new long[starts[0].length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < steps[0].length; j++) {
                long product = 1;
                for (int o = 0; o < values.length; o++) product *= values[o][starts[o][i] + steps[o][j]];
                result[i] += product;
            }
        }
        return Tensor.ofLongs(ins.getFirst().element(), outer, result);
    }

    private long[] sizes(String labels) {
        return labels.chars().mapToLong(label -> sizes.get((char) label)).toArray();
    }

    /** How far an operand moves when a letter goes up by one; a letter that occurs twice walks the diagonal. */
    private static Map<Character, Integer> strides(String labels, Tensor x) {
        int[] strides = Broadcast.strides(x.sizes(), x.sizes());
        Map<Character, Integer> byLabel = new HashMap<>();
        for (int i = 0; i < strides.length; i++) byLabel.merge(labels.charAt(i), strides[i], Integer::sum);
        return byLabel;
    }

    private static int[] strides(String labels, Map<Character, Integer> byLabel) {
        return labels.chars().map(label -> byLabel.getOrDefault((char) label, 0)).toArray();
    }

    private DyadicException wrong(String what) {
        return DyadicException.model("", "equation \"" + equation + "\" " + what + ".");
    }
}
