// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.ir.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the line of a recipe that a message is about, with carets under the word. */
public final class Snippet {

    private static final Pattern PLACE = Pattern.compile("(.*):(\\d+):(\\d+)", Pattern.DOTALL);
    private static final int WIDEST = 120;

    private Snippet() {}

    /** The problems with the lines of these texts, by the name of their source; those of other places stay as they are. */
    public static List<Problem> in(List<Problem> problems, Map<String, String> texts) {
        return problems.stream().map(problem -> in(problem, texts)).toList();
    }

    private static Problem in(Problem problem, Map<String, String> texts) {
        Matcher place = PLACE.matcher(problem.where());
        if (!place.matches() || !texts.containsKey(place.group(1))) return problem;
        if (problem.what().contains("\n")) return problem;
        List<String> lines = texts.get(place.group(1)).lines().toList();
        int number = Integer.parseInt(place.group(2));
        String line = number <= lines.size() ? lines.get(number - 1) : "";
        String advice = problem.hint().isEmpty() ? "" : "\n   ";
        return new Problem(problem.where(), problem.what() + shown(line, Integer.parseInt(place.group(3))) + advice,
                problem.hint());
    }

    private static String shown(String line, int column) {
        int[] letters = line.codePoints().map(letter -> Character.isISOControl(letter) ? ' ' : letter).toArray();
        int at = Math.min(column - 1, letters.length);
        int from = Math.max(0, Math.min(at - WIDEST / 2, letters.length - WIDEST));
        int to = Math.min(letters.length, from + WIDEST);
        int width = Math.max(1, Math.min(width(letters, at), to - at));
        String text = new String(letters, from, to - from).stripTrailing();
        return "\n    " + text + "\n    " + " ".repeat(at - from) + "^".repeat(width);
    }

    private static int width(int[] letters, int at) {
        int end = at;
        if (end < letters.length && letters[end] == '"') {
            end++;
            while (end < letters.length && letters[end] != '"') end += letters[end] == '\\' ? 2 : 1;
            return Math.min(end + 1, letters.length) - at;
        }
        while (end < letters.length && (Character.isLetterOrDigit(letters[end]) || "-+._".indexOf(letters[end]) >= 0)) end++;
        return end - at;
    }
}
