// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.ir.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the line of a recipe that a message is about, with carets under the word. */
public final class Snippet {

    private static final Pattern PLACE = Pattern.compile("(.*):(\\d+):(\\d+)", Pattern.DOTALL);
    private static final int WIDEST = 120;
    private static final int MOST = 50;

    private Snippet() {}

    /** The first problems with the lines of these texts, by the name of their source; those of other places stay as they are. */
    public static List<Problem> in(List<Problem> problems, Map<String, String> texts) {
        List<Problem> shown = new ArrayList<>();
        for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) shown.add(in(problem, texts));
        int more = problems.size() - shown.size();
        if (more > 0) shown.add(Problem.of("", "... and " + more + " more like these."));
        return shown;
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

    /** The length of a word, a text, or an option with its value. */
    private static int width(int[] letters, int at) {
        int end = end(letters, at);
        int equals = skip(letters, end);
        if (end == at || equals == letters.length || letters[equals] != '=') return end - at;
        int value = skip(letters, equals + 1);
        int last = end(letters, value);
        return (last > value ? last : end) - at;
    }

    private static int end(int[] letters, int at) {
        int end = at;
        if (end < letters.length && letters[end] == '"') {
            end++;
            while (end < letters.length && letters[end] != '"') end += letters[end] == '\\' ? 2 : 1;
            return Math.min(end + 1, letters.length);
        }
        while (end < letters.length && (Character.isLetterOrDigit(letters[end]) || "-+._".indexOf(letters[end]) >= 0)) end++;
        return end;
    }

    private static int skip(int[] letters, int at) {
        int next = at;
        while (next < letters.length && letters[next] == ' ') next++;
        return next;
    }
}
