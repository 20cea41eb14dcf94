// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import java.util.Locale;

/** The kinds of contributions; within a kind a name is unique. */
public enum Kind {
    PASS(Pass.class),
    OBSERVER(Observer.class),
    FORMAT(Format.class),
    KERNEL(Kernel.class),
    BACKEND(Backend.class),
    IMPORTER(Importer.class),
    EXPORTER(Exporter.class),
    REPORT(Report.class);

    private final Class<? extends Contribution> type;

    Kind(Class<? extends Contribution> type) {
        this.type = type;
    }

    /** The kind of a contribution. */
    public static Kind of(Contribution contribution) {
        return switch (contribution) {
            case Pass _ -> PASS;
            case Observer _ -> OBSERVER;
            case Format _ -> FORMAT;
            case Kernel _ -> KERNEL;
            case Backend _ -> BACKEND;
            case Importer _ -> IMPORTER;
            case Exporter _ -> EXPORTER;
            case Report _ -> REPORT;
        };
    }

    /** The kind whose interface this is. */
    public static Kind of(Class<? extends Contribution> type) {
        for (Kind kind : values()) {
            if (kind.type == type) return kind;
        }
        throw new IllegalArgumentException(type.getName() + " is no kind of contribution");
    }

    /** The interface of its contributions. */
    public Class<? extends Contribution> type() {
        return type;
    }

    /** The singular word in messages: {@code pass}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The plural word in messages and on the command line: {@code passes}. */
    public String words() {
        return word() + (word().endsWith("s") ? "es" : "s");
    }
}
