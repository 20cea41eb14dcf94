// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

/** Java source being written, a line at a time, indented by its braces. */
public final class Text {

    private final StringBuilder text = new StringBuilder();
    private int depth;

    public Text() {}

    public Text line(String line) {
        if (line.startsWith("}")) depth--;
        text.append(line.isEmpty() ? "" : "    ".repeat(depth)).append(line).append('\n');
        if (line.endsWith("{")) depth++;
        return this;
    }

    /** Lines, indented as they are. */
    public Text lines(String lines) {
        lines.lines().forEach(line -> line(line.strip()));
        return this;
    }

    @Override public String toString() {
        return text.toString();
    }
}
