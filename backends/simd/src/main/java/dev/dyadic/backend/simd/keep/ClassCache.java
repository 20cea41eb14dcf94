// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.compile.Hash;
import dev.dyadic.backend.simd.compile.RuntimeFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Classes compiled before, by the hash of their source, of the runtime they call and of the Java that compiled them. Whatever is wrong with
 * the folder, what is asked for is compiled.
 */
public final class ClassCache {

    private static final int MOST_FILES = 64;
    private static final int MAGIC = 0x44594443;

    private final PrivateFolder folder;

    public ClassCache(Path folder) {
        this.folder = new PrivateFolder(folder, MOST_FILES);
    }

    /** Class files by full names, of a source that makes just these. */
    public Map<String, byte[]> get(String source, Supplier<Map<String, byte[]>> compile) {
        try {
            String name = key(source) + ".classes";
            Optional<Map<String, byte[]>> known = folder.read(name).flatMap(ClassCache::classes);
            if (known.isPresent()) return known.get();
            Map<String, byte[]> compiled = compile.get();
            folder.write(name, bytes(compiled));
            return compiled;
        } catch (IOException _) {
            return compile.get();
        }
    }

    private static String key(String source) throws IOException {
        Path runtime = RuntimeFiles.location();
        String of = runtime + " " + Files.size(runtime) + " " + Files.getLastModifiedTime(runtime).toMillis();
        return Hash.of(source, of, System.getProperty("java.vm.version", ""));
    }

    private static Optional<Map<String, byte[]>> classes(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) return Optional.empty();
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int count = in.readInt(); count > 0; count--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return in.readInt() == MAGIC && in.read() < 0 ? Optional.of(classes) : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Map<String, byte[]> classes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeInt(each.getValue().length);
            out.write(each.getValue());
        }
        out.writeInt(MAGIC);
        return bytes.toByteArray();
    }
}
