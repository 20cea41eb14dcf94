// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Set;

/**
 * How wide vectors are, decided once, when the class is loaded. The system property {@code dyadic.simd.bits} (0, 128, 256 or 512) decides;
 * without it the width the machine prefers, and plain loops where vectors would be slow or are not there.
 */
public final class Lanes {

    /** The property that decides the width. */
    public static final String PROPERTY = "dyadic.simd.bits";

    /** Bits of a vector: 128, 256 or 512; 0 stands for plain loops. */
    public static final int BITS = bits();

    /** Floats (or 32-bit integers) of a vector; 1 for plain loops. */
    public static final int FLOATS = Math.max(1, BITS / 32);

    static final boolean PLAIN = BITS == 0;

    private Lanes() {}

    /** Why vectors are not used, with the flag that would help; empty when they are, or when plain loops were asked for. */
    public static String obstacle() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty())
            return "the module jdk.incubator.vector is not there; start java with --add-modules jdk.incubator.vector";
        String virtualMachine = System.getProperty("java.vm.name", "");
        String mode = System.getProperty("java.vm.info", "");
        if (!virtualMachine.contains("Server VM")) return virtualMachine + " has no C2 compiler; take a HotSpot server JVM";
        if (mode.contains("interpreted")) return "the JVM only interprets; start java without -Xint";
        if (mode.contains("emulated-client"))
            return "the JVM runs without its C2 compiler; start java without -XX:TieredStopAtLevel";
        return "";
    }

    private static int bits() {
        String asked = System.getProperty(PROPERTY, "");
        if (!asked.isEmpty() && !Set.of("0", "128", "256", "512").contains(asked))
            throw new IllegalArgumentException(PROPERTY + " is " + asked + "; it may be 0 (plain loops), 128, 256 or 512.");
        if (asked.equals("0")) return 0;
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            System.getLogger("dev.dyadic.simd").log(System.Logger.Level.WARNING,
                    "Kernels run as plain loops, slowly: " + obstacle + ".");
            return 0;
        }
        return asked.isEmpty() ? Width.preferredBits() : Integer.parseInt(asked);
    }
}
