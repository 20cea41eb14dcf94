// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** CRC-32 as zip files have it, of memory of any size. */
final class Checksum {

    private static final long PIECE = 1L << 26;

    /** Takes a piece of memory. */
    @FunctionalInterface
    interface Taker {
        void take(ByteBuffer piece) throws IOException;
    }

    private Checksum() {}

    static int of(MemorySegment bytes) {
        CRC32 sum = new CRC32();
        try {
            pieces(bytes, sum::update);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) sum.getValue();
    }

    /** All of the memory in order, in pieces that a buffer can hold. */
    static void pieces(MemorySegment bytes, Taker taker) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += PIECE) {
            taker.take(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
        }
    }
}
