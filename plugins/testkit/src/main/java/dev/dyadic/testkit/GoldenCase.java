// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import dev.dyadic.plugin.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A golden file: a pass, a graph, and what becomes of it.
 *
 * @param comments lines that say what the case is about, kept as they are
 * @param before the graph's text
 * @param after the text of the graph expected; empty where the pass is to fail
 * @param message what the pass says when it fails; empty where it is not to fail
 */
record GoldenCase(Path file, Spec pass, List<String> comments, String before, String after, String message) {

    private static final String PASS = "// pass: ";
    private static final String BECOMES = "// ---- becomes";
    private static final String FAILS = "// fails: ";

    static GoldenCase read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static GoldenCase parse(Path file, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty() || !lines.getFirst().startsWith(PASS)) {
            throw new IllegalArgumentException(file + ":1: found no \"" + PASS + "name{options}\" in the first line");
        }
        Spec pass = Spec.parse(lines.removeFirst().substring(PASS.length()), file + ":1");
        List<String> comments = new ArrayList<>();
        while (!lines.isEmpty() && lines.getFirst().startsWith("// ")) comments.add(lines.removeFirst());
        int end = 0;
        while (end < lines.size() && !lines.get(end).equals(BECOMES) && !lines.get(end).startsWith(FAILS)) end++;
        if (end == lines.size()) {
            throw new IllegalArgumentException(
                    file + ": found neither \"" + BECOMES + "\" nor \"" + FAILS + "message\" after the graph");
        }
        String before = join(lines.subList(0, end));
        List<String> rest = lines.subList(end, lines.size());
        if (rest.getFirst().equals(BECOMES)) {
            return new GoldenCase(file, pass, comments, before, join(rest.subList(1, rest.size())), "");
        }
        String message = rest.stream()
                .filter(line -> line.startsWith(FAILS))
                .map(line -> line.substring(FAILS.length()))
                .collect(Collectors.joining("\n"));
        return new GoldenCase(file, pass, comments, before, "", message);
    }

    String name() {
        return file.getFileName().toString().replaceFirst("\\.qir$", "");
    }

    boolean fails() {
        return !message.isEmpty();
    }

    boolean isLeftAlone() {
        return !fails() && before.equals(after);
    }

    GoldenCase becoming(String nowBefore, String nowAfter) {
        return new GoldenCase(file, pass, comments, nowBefore, nowAfter, "");
    }

    GoldenCase failing(String nowBefore, String nowMessage) {
        return new GoldenCase(file, pass, comments, nowBefore, "", nowMessage);
    }

    /** The text of the file. */
    String print() {
        var text = new StringBuilder(PASS).append(pass).append('\n');
        for (String comment : comments) text.append(comment).append('\n');
        text.append(before);
        if (!fails()) return text.append(BECOMES).append('\n').append(after).toString();
        message.lines().forEach(line -> text.append(FAILS).append(line).append('\n'));
        return text.toString();
    }

    void write() {
        try {
            Files.writeString(file, print());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String join(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
