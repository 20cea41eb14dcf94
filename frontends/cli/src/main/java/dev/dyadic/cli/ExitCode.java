// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;

/** What the process says when it ends; scripts depend on the numbers. */
enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    RECIPE(3),
    MODEL(4),
    MISSED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(DyadicException.Fault fault) {
        return switch (fault) {
            case INPUT -> FAILED;
            case USAGE -> USAGE;
            case RECIPE -> RECIPE;
            case MODEL -> MODEL;
        };
    }
}
