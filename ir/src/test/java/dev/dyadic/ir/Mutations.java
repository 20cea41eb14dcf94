// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;

/** Seeded damage to the bytes of a file. */
public final class Mutations {

    /** How many damaged files a test tries; the system property {@code dyadic.fuzz}. */
    public static final int COUNT = Integer.getInteger("dyadic.fuzz", 300);

    private Mutations() {}

    /** Reads damaged copies; anything but success and a message for the user fails, and so does taking a minute for a hundred. */
    public static void survive(byte[] file, long firstSeed, Consumer<byte[]> read) {
        long start = System.nanoTime();
        for (long seed = firstSeed; seed < firstSeed + COUNT; seed++) {
            byte[] damaged = damaged(file, new Random(seed));
            try {
                read.accept(damaged);
            } catch (DyadicException e) {
                Assertions.assertFalse(e.getMessage().isBlank());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Assertions.assertTrue(seconds < 5 + COUNT * 0.6, "took " + seconds + " s for " + COUNT + " files");
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] bytes = file.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
                case 4 -> bytes = joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 5 -> bytes[at] = (byte) "\"'{}[]()0919,:%#@-\\\n".charAt(random.nextInt(20));
                default -> Arrays.fill(bytes, at, Math.min(to, at + 8), (byte) (random.nextBoolean() ? 0xff : '9'));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
