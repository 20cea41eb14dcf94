// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.tensor.Safetensors;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SequencedMap;

/** A safetensors file in memory that the system can write out and drop, so that weights need not fit the heap twice. */
final class WeightBytes {

    private WeightBytes() {}

    /** The bytes, mapped from a file that is gone already and lay beside the target. */
    static MemorySegment of(Path target, SequencedMap<String, Tensor> weights) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path file = Files.createTempFile(folder, ".weights", ".tmp");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            Safetensors.write(channel, weights);
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
