// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads protobuf files. Large ones are mapped, and their byte fields stay where they are. */
final class ProtoFiles {

    private static final long MAP_FROM = 1 << 16;

    private ProtoFiles() {}

    /** @param what what the file should be, for messages */
    static <T> T parse(Path file, Parser<T> parser, String what) {
        if (!Files.isRegularFile(file)) throw DyadicException.input(file.toString(), "there is no such file.");
        try {
            CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes(file)).newCodedInput();
            input.enableAliasing(true);
            T message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            String why = e.getMessage().split("\\.( |$)")[0].replaceAll("\\s+", " ");
            throw DyadicException.model(file.toString(), "is not " + what + ", or is cut short or damaged: " + why + ".");
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read: " + e.getMessage() + ".");
        }
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw DyadicException.model(file.toString(), "is larger than the 2 GB that a file of this format can have.");
            }
            if (size >= MAP_FROM) return channel.map(MapMode.READ_ONLY, 0, size);
            return ByteBuffer.wrap(Files.readAllBytes(file));
        }
    }
}
