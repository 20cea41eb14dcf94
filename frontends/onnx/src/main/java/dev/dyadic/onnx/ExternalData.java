// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.onnx.proto.StringStringEntryProto;
import dev.dyadic.onnx.proto.TensorProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files beside a model that hold its large tensors. They are mapped, each once, and stay mapped as long as a tensor uses them.
 * Only files inside of the model's folder are read, links followed.
 */
final class ExternalData {

    private final Path folder;
    private final Map<Path, MemorySegment> mapped = new HashMap<>();

    /** @param folder the folder of the model */
    ExternalData(Path folder) {
        this.folder = folder;
    }

    /** The bytes of a tensor that lie in another file; {@code bytes} of them. */
    MemorySegment bytes(TensorProto tensor, String where, long bytes) {
        Map<String, String> entries = new TreeMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) entries.put(entry.getKey(), entry.getValue());
        String location = entries.getOrDefault("location", "");
        if (location.isEmpty()) throw DyadicException.model(where, "its data lies in another file, which is not named.");
        MemorySegment file = file(location, where);
        long offset = number(entries, "offset", 0, where);
        long length = number(entries, "length", bytes, where);
        if (length != bytes) {
            throw DyadicException.model(where, "takes " + bytes + " bytes, but its length in " + location + " is given as "
                    + length + ".");
        }
        if (offset > file.byteSize() || length > file.byteSize() - offset) {
            throw DyadicException.model(where, "should lie at bytes " + offset + " to " + (offset + length) + " of "
                    + location + ", which has only " + file.byteSize() + ".");
        }
        return file.asSlice(offset, length);
    }

    private static long number(Map<String, String> entries, String key, long otherwise, String where) {
        String text = entries.get(key);
        if (text == null) return otherwise;
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 0) return number;
        } catch (NumberFormatException _) {
            // falls through to the one message for both
        }
        throw DyadicException.model(where, "the " + key + " of its external data is \"" + text
                + "\", it should be a number of bytes.");
    }

    private MemorySegment file(String location, String where) {
        try {
            Path path = Path.of(location);
            Path inside = folder.resolve(path).normalize();
            if (path.isAbsolute() || !inside.startsWith(folder.normalize())) throw outside(location, where);
            if (!Files.isRegularFile(inside)) {
                throw DyadicException.model(where, "its data lies in " + location + ", which is not there.");
            }
            Path real = inside.toRealPath();
            if (!real.startsWith(folder.toRealPath())) throw outside(location, where);
            MemorySegment known = mapped.get(real);
            if (known != null) return known;
            MemorySegment segment = map(real);
            mapped.put(real, segment);
            return segment;
        } catch (InvalidPathException | IOException e) {
            throw DyadicException.model(where, "its data in " + location + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static DyadicException outside(String location, String where) {
        return new DyadicException(
                DyadicException.Fault.MODEL,
                where,
                "its data lies in " + location + ", which is outside of the model's folder.",
                "External data must lie beside the model.");
    }

    private static MemorySegment map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }
}
