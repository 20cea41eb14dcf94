// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of statements that can hold only once keeps the last; saying one twice in one source, or two things of one name, is a
 * mistake.
 */
final class Overriding {

    private final Complaints complaints;

    Overriding(Complaints complaints) {
        this.complaints = complaints;
    }

    List<Statement> kept(List<Statement> all) {
        Map<String, Statement> last = new LinkedHashMap<>();
        List<Statement> kept = new ArrayList<>();
        for (Statement statement : all) {
            String subject = subject(statement);
            Statement before = subject.isEmpty() ? null : last.put(subject, statement);
            if (before == null) {
                kept.add(statement);
                continue;
            }
            if (isDefinition(statement)) {
                redefined(subject, before, statement);
                continue;
            }
            if (before.at().source().equals(statement.at().source())) again(subject, before, statement);
            kept.remove(before);
            kept.add(statement);
        }
        return kept;
    }

    private static boolean isDefinition(Statement statement) {
        return statement instanceof Statement.Define || statement instanceof Statement.Select;
    }

    private void redefined(String subject, Statement before, Statement statement) {
        boolean same = before.text().equals(statement.text());
        if (same && !before.at().source().equals(statement.at().source())) return;
        complaints.add(statement.at(), subject + " is already defined at " + before.at() + ".", "Choose another name.");
    }

    private void again(String subject, Statement before, Statement statement) {
        complaints.add(statement.at(), subject + " stands in line " + before.at().line() + " already.", "Keep one of the two.");
    }

    /** What a statement is the only one to say; empty where there may be several. */
    private static String subject(Statement statement) {
        return switch (statement) {
            case Statement.Define define -> "format " + define.name();
            case Statement.Select select -> "select " + select.name();
            case Statement.Calibrate _ -> "calibrate";
            case Statement.Lower _ -> "lower";
            case Statement.Target _ -> "target";
            case Statement.Expect expect -> "expect " + expect.measure() + " " + expect.comparison();
            case Statement.Title _, Statement.Import _, Statement.Apply _ -> "";
            case Statement.Quantize _, Statement.Keep _ -> "";
        };
    }
}
