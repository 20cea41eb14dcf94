// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.util.Locale;
import java.util.Optional;

/** The platforms whose calls the programs follow: System V on x86-64. */
final class Platform {

    private static final String SYSTEM = System.getProperty("os.name");
    private static final String PROCESSOR = System.getProperty("os.arch");

    private Platform() {}

    /** Why nothing here can run, if so. */
    static Optional<String> refusal() {
        if (!PROCESSOR.equals("amd64") && !PROCESSOR.equals("x86_64"))
            return Optional.of("it is code for x86-64, and this is " + PROCESSOR + ".");
        if (!SYSTEM.equals("Linux") && !isMacOs())
            return Optional.of("it follows the calling convention of Linux and macOS, and this is " + SYSTEM + ".");
        return Optional.empty();
    }

    static boolean isMacOs() { return SYSTEM.toLowerCase(Locale.ROOT).startsWith("mac"); }
}
