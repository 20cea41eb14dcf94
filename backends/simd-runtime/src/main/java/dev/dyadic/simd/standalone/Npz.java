// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Named arrays in numpy's {@code .npz} form. */
public final class Npz {

    private static final String SUFFIX = ".npy";
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * The arrays of a file, by name.
     *
     * @throws InvalidInputException if it cannot be read or holds what a program cannot take
     */
    public static SequencedMap<String, Array> read(Path path) {
        SequencedMap<String, Array> arrays = new LinkedHashMap<>();
        try (var zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String file = entry.getName();
                if (!file.endsWith(SUFFIX))
                    throw new InvalidInputException(path + ": holds " + file + "; expected names that end with " + SUFFIX + ".");
                String name = file.substring(0, file.length() - SUFFIX.length());
                try (InputStream in = zip.getInputStream(entry)) {
                    arrays.put(name, array(path + ": " + name, in.readAllBytes()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(path + ": cannot be read as .npz: " + e.getMessage() + ".");
        }
        return arrays;
    }

    private static Array array(String where, byte[] file) {
        NpyHeader header = NpyHeader.parse(where, file);
        int found = file.length - header.length();
        Object values;
        try {
            int count = Array.count(header.shape());
            if (Math.multiplyExact(count, header.type().bytes()) != found)
                throw new InvalidInputException(where + ": holds " + found + " bytes, which is not what its shape needs.");
            values = header.type().allocate(count);
        } catch (ArithmeticException _) {
            throw new InvalidInputException(where + ": is larger than 2^31 bytes.");
        }
        Elements.memory(values).copyFrom(MemorySegment.ofArray(file).asSlice(header.length()));
        if (values instanceof byte[] bytes && header.type() == ElementType.BOOL)
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (bytes[i] == 0 ? 0 : 1);
        return new Array(header.type(), header.shape(), values);
    }

    /** Writes a file, whole or not at all; the same arrays give the same bytes. */
    public static void write(Path path, SequencedMap<String, Array> arrays) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".outputs", ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(temporary); var zip = new ZipOutputStream(out)) {
                zip.setMethod(ZipOutputStream.STORED);
                for (Map.Entry<String, Array> each : arrays.entrySet()) write(zip, each.getKey(), each.getValue());
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(ZipOutputStream zip, String name, Array array) throws IOException {
        var file = new ByteArrayOutputStream();
        file.writeBytes(NpyHeader.print(array));
        file.writeBytes(Elements.memory(array.values()).toArray(ValueLayout.JAVA_BYTE));
        byte[] bytes = file.toByteArray();
        var sum = new CRC32();
        sum.update(bytes);
        var entry = new ZipEntry(name + SUFFIX);
        entry.setTimeLocal(FIXED_TIME);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
