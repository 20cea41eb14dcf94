// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.compile.Hash;
import dev.dyadic.backend.simd.generate.Storage;
import dev.dyadic.backend.simd.generate.TensorArrays;
import dev.dyadic.plugin.program.ProgramFiles;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes of a program's file, mapped, and their hash. That is taken by a thread of its own, for much else is to be done meanwhile.
 *
 * @param hash SHA-256
 */
public record HashedFile(String where, MemorySegment bytes, CompletableFuture<String> hash) {

    /** The directory of a program's file fits in so many bytes at its end; with its checksums it tells files apart in good faith. */
    private static final int TAIL = 1024;

    /** @throws dev.dyadic.ir.DyadicException if it cannot be read */
    public static HashedFile of(Path file) {
        MemorySegment bytes = ProgramFiles.map(file);
        var hash = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("dyadic-hash").start(() -> complete(hash, bytes));
        return new HashedFile(file.toString(), bytes, hash);
    }

    private static void complete(CompletableFuture<String> hash, MemorySegment bytes) {
        try {
            hash.complete(Hash.of(bytes));
        } catch (RuntimeException | Error thrown) {
            hash.completeExceptionally(thrown);
        }
    }

    /** The hash of its end. */
    String tail() {
        long from = Math.max(0, bytes.byteSize() - TAIL);
        return Hash.of(bytes.asSlice(from));
    }

    /** Where in the file memory lies that is a part of it; -1 for other memory. */
    long place(MemorySegment part) {
        if (!part.isNative()) return -1;
        long place = part.address() - bytes.address();
        return place >= 0 && place + part.byteSize() <= bytes.byteSize() ? place : -1;
    }

    /** So many elements from a place on, as an array. */
    Object array(Storage storage, long place, int length) {
        return TensorArrays.of(storage, bytes.asSlice(place, (long) length * storage.bytes()));
    }
}
