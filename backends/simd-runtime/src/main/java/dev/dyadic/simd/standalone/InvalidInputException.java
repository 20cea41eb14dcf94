// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

/** Says what is wrong with what a program was given, and what would be right. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidInputException(String message) {
        super(message);
    }
}
