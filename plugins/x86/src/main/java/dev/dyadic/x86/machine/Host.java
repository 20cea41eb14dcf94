// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this machine offers.
 *
 * @param refusal why no machine code can run here, a sentence; empty where it can
 */
public record Host(Set<Feature> features, Optional<String> refusal) {

    /** Set to {@code off}, no machine code runs; what computes without it is then used, and can be compared. */
    public static final String PROPERTY = "dyadic.x86";

    private static final class Here {
        private static final Host HOST = asked(System.getProperty(PROPERTY, ""));
    }

    /** This machine, looked at once. */
    public static Host here() { return Here.HOST; }

    /** Why code that needs these features cannot run, if so. */
    public Optional<String> missing(Collection<Feature> needed) {
        if (refusal.isPresent()) return refusal;
        List<Feature> missing = needed.stream().filter(each -> !features.contains(each)).toList();
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of("it needs " + missing.stream().map(Feature::text).collect(Collectors.joining(" and "))
                + ", which this machine does not offer.");
    }

    /** This machine, if machine code was not turned off. */
    static Host asked(String word) {
        return word.equals("off") ? new Host(Set.of(), Optional.of("it is turned off by -D" + PROPERTY + "=off.")) : look();
    }

    private static Host look() {
        Optional<String> refusal = Platform.refusal();
        if (refusal.isPresent()) return new Host(Set.of(), refusal);
        try {
            var cpuid = new Cpuid();
            Set<Feature> found = EnumSet.noneOf(Feature.class);
            for (Feature each : Feature.values()) {
                if (each.isIn(cpuid)) found.add(each);
            }
            return new Host(found, Optional.empty());
        } catch (IllegalStateException refused) {
            return new Host(Set.of(), Optional.of(refused.getMessage() + "."));
        } catch (IllegalCallerException denied) {
            return new Host(Set.of(),
                    Optional.of("native access is denied; start Java with --enable-native-access=dev.dyadic.x86."));
        }
    }
}
