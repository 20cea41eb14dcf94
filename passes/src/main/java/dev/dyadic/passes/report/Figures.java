// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.Closeness;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a page shows them, the same wherever it is made. */
public final class Figures {

    private static final String NONE = "–";

    private Figures() {}

    /** A ratio in dB; a dash where nothing was rounded or measured. */
    public static String decibels(OptionalDouble ratio) {
        return ratio.isPresent() ? decibels(ratio.getAsDouble()) : NONE;
    }

    /** A ratio in dB; a dash where there is no noise at all. */
    public static String decibels(double ratio) {
        return ratio >= Closeness.NO_NOISE ? NONE : format("%.1f dB", ratio);
    }

    /** In bytes, KiB or MiB, three digits or more. */
    public static String bytes(long bytes) {
        if (bytes < 1 << 10) return bytes + " B";
        if (bytes < 1 << 20) return format("%.1f KiB", bytes / 0x1p10);
        return format("%.1f MiB", bytes / 0x1p20);
    }

    /** As a {@link String#format} of the root locale. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
