// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.compile;

import dev.dyadic.ir.tensor.Safetensors;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.SequencedMap;

/** The bytes of a file that is still to be written; asked for them again it gives the same. */
@FunctionalInterface
public interface Contents {

    void writeTo(WritableByteChannel channel) throws IOException;

    static Contents of(byte[] bytes) {
        return channel -> {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining();) channel.write(rest);
        };
    }

    static Contents of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A safetensors file. */
    static Contents of(SequencedMap<String, Tensor> tensors) {
        return channel -> Safetensors.write(channel, tensors);
    }
}
