// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The sizes behind the letters of Einstein's convention; those of an ellipsis broadcast. */
final class Einstein {

    private static final String ELLIPSIS = "...";

    private final String equation;
    private final Site at;
    private final Map<Character, Dim> sizes = new TreeMap<>();
    private final Map<Character, Integer> occurrences = new TreeMap<>();
    private Shape hidden = Shape.SCALAR;

    private Einstein(String equation, Site at) {
        this.equation = equation.replace(" ", "");
        this.at = at;
    }

    static List<Fact> infer(String equation, Site at) {
        at.takes(1, Integer.MAX_VALUE);
        at.scalar(0, Want.NUMBER);
        Scalar scalar = at.same(IntStream.range(0, at.count()).toArray());
        return Site.one(new Einstein(equation, at).shape(), scalar);
    }

    private Shape shape() {
        int arrow = equation.indexOf("->");
        String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
        if (terms.length != at.count()) {
            throw at.wrong("the equation \"" + equation + "\" has " + terms.length + " terms for " + at.count()
                    + " operands; there must be as many.");
        }
        for (int i = 0; i < terms.length; i++) read(terms[i], i);
        return result(arrow < 0 ? implied() : equation.substring(arrow + 2));
    }

    private void read(String term, int operand) {
        String letters = letters(term);
        for (char letter : letters.toCharArray()) occurrences.merge(letter, 1, Integer::sum);
        Shape x = at.shape(operand);
        boolean open = term.contains(ELLIPSIS);
        if (!open) at.rank(operand, letters.length(), letters.length());
        at.rank(operand, letters.length(), Integer.MAX_VALUE);
        if (!x.ranked() && open) hidden = Shape.unranked();
        if (!x.ranked()) x = Shape.ofRank(letters.length());
        int lead = open ? term.indexOf(ELLIPSIS) : letters.length();
        int skipped = x.rank() - letters.length();
        for (int i = 0; i < letters.length(); i++) meet(letters.charAt(i), x.dim(i < lead ? i : i + skipped));
        if (hidden.ranked()) hidden = Broadcasting.both(at, hidden, Shape.of(x.dims().subList(lead, lead + skipped)));
    }

    private void meet(char letter, Dim size) {
        Dim known = sizes.getOrDefault(letter, Dim.ONE);
        sizes.put(letter,
                Broadcasting.meet(known, size).orElseThrow(() -> at.wrong("the equation \"" + equation + "\" meets sizes "
                        + known + " and " + size + " under the letter " + letter + "; they must be equal.")));
    }

    private String letters(String term) {
        String letters = term.contains(ELLIPSIS) ? term.replaceFirst("\\.\\.\\.", "") : term;
        if (letters.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) return letters;
        throw at.wrong("the equation \"" + equation + "\" has a term \"" + term
                + "\"; terms hold letters and at most one ellipsis.");
    }

    /** Without an arrow: the ellipsis, then every letter that occurs once, in alphabetical order. */
    private String implied() {
        var result = new StringBuilder(ELLIPSIS);
        occurrences.forEach((letter, count) -> {
            if (count == 1) result.append(letter);
        });
        return result.toString();
    }

    private Shape result(String term) {
        String letters = letters(term);
        boolean open = term.contains(ELLIPSIS);
        if (open && !hidden.ranked()) return hidden;
        List<Dim> dims = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            if (!sizes.containsKey(letter)) {
                throw at.wrong("the equation \"" + equation + "\" has the letter " + letter + " in its result only.");
            }
            dims.add(sizes.get(letter));
        }
        if (open) dims.addAll(term.indexOf(ELLIPSIS), hidden.dims());
        return Shape.of(dims);
    }
}
