// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in numpy's {@code .npz} form, a zip of {@code .npy} files, stored or deflated.
 *
 * <p>Names are keys and never paths. Nothing is unpacked before its size is known to be plausible: no entry may claim more than
 * deflate can make of its bytes, and all together must keep to a limit.
 */
public final class Npz {

    /** The most bytes the arrays of one file may take, if nothing else is asked for. */
    public static final long MOST_BYTES = 4L << 30;

    /** Deflate makes at most 1032 bytes of one. */
    private static final long MOST_RATIO = 1032;

    private static final int MOST_ARRAYS = 65_536;
    private static final int LONGEST_NAME = 65_000;
    private static final String SUFFIX = ".npy";
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * The arrays of a file, by name, in the order of the file.
     *
     * @throws DyadicException if the file cannot be read, is malformed or too large
     */
    public static SequencedMap<String, Tensor> read(Path path) {
        return read(path, MOST_BYTES);
    }

    /** As {@link #read(Path)}, with another limit. */
    public static SequencedMap<String, Tensor> read(Path path, long mostBytes) {
        if (!Files.isRegularFile(path)) {
            throw DyadicException.input(path.toString(),
                    Files.exists(path) ? "is no file; expected an .npz file." : "there is no such file.");
        }
        try (var zip = new ZipFile(path.toFile())) {
            return read(path.toString(), zip, mostBytes);
        } catch (IOException | IllegalArgumentException e) {
            throw DyadicException.input(path.toString(), "cannot be read as .npz: " + e.getMessage() + ".");
        }
    }

    private static SequencedMap<String, Tensor> read(String where, ZipFile zip, long mostBytes) throws IOException {
        if (zip.size() > MOST_ARRAYS) {
            throw DyadicException.input(where, "found " + zip.size() + " arrays; expected at most " + MOST_ARRAYS + ".");
        }
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        long left = mostBytes;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = name(where, entry);
            if (arrays.containsKey(name)) throw DyadicException.input(where, "found the array '" + name + "' twice.");
            left -= checkedSize(where, entry, left, mostBytes);
            arrays.put(name, array(where + ": " + name, zip, entry));
        }
        return arrays;
    }

    private static String name(String where, ZipEntry entry) {
        String file = entry.getName();
        boolean array = file.endsWith(SUFFIX) && file.length() > SUFFIX.length();
        boolean visible = file.chars().noneMatch(Character::isISOControl);
        if (array && visible) return file.substring(0, file.length() - SUFFIX.length());
        String shown = visible ? "'" + file + "'" : "a name with control characters";
        throw DyadicException.input(where, "found " + shown + "; expected names that end with " + SUFFIX + ".");
    }

    private static long checkedSize(String where, ZipEntry entry, long left, long mostBytes) {
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        boolean plausible = size >= 0 && packed >= 0
                && (entry.getMethod() == ZipEntry.STORED ? size == packed : size / MOST_RATIO <= packed);
        if (!plausible) {
            throw DyadicException.input(where,
                    "'" + entry.getName() + "' claims to unpack from " + packed + " to " + size + " bytes, which cannot be.");
        }
        if (size > left || size > Integer.MAX_VALUE - 16) {
            throw DyadicException.input(where, "the arrays take more than " + Math.min(mostBytes, Integer.MAX_VALUE - 16)
                    + " bytes; split them over several files.");
        }
        return size;
    }

    private static Tensor array(String where, ZipFile zip, ZipEntry entry) throws IOException {
        long size = entry.getSize();
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] lead = in.readNBytes((int) Math.min(NpyHeader.LEAD, size));
            long headed = NpyHeader.length(where, lead);
            if (headed > size) throw DyadicException.input(where, "ends within its header.");
            byte[] head = joined(lead, in.readNBytes((int) (Math.max(headed, lead.length) - lead.length)));
            if (head.length < headed) throw DyadicException.input(where, "ends within its header.");
            NpyHeader header = NpyHeader.parse(where, MemorySegment.ofArray(head));
            long expected = header.length() + header.bytes(where);
            if (expected != size) {
                throw DyadicException.input(where, "is " + size + " bytes long; its header says " + expected + ".");
            }
            bytes = joined(head, in.readNBytes((int) size - head.length));
            if (bytes.length < size || in.read() >= 0) throw DyadicException.input(where, "is not as long as the archive says.");
        }
        var sum = new CRC32();
        sum.update(bytes);
        if (entry.getCrc() != sum.getValue()) throw DyadicException.input(where, "is damaged: its checksum is wrong.");
        return Npy.read(where, MemorySegment.ofArray(bytes));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Writes a file, whole or not at all: the arrays in this order, stored, without the time. The same arrays give the same
     * bytes. Elements numpy lacks are widened as by {@link Npy}.
     *
     * @throws DyadicException if it cannot be written
     */
    public static void write(Path path, SequencedMap<String, Tensor> arrays) {
        for (String name : arrays.keySet()) {
            boolean fits = !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
            if (fits && name.chars().noneMatch(Character::isISOControl)) continue;
            throw DyadicException.input(path.toString(), "cannot hold an array of such a name: expected 1 to " + LONGEST_NAME
                    + " bytes without control characters.");
        }
        AtomicFile.write(path, channel -> write(channel, arrays));
    }

    private static void write(FileChannel channel, SequencedMap<String, Tensor> arrays) throws IOException {
        try (var zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var each : arrays.entrySet()) {
                Tensor tensor = Npy.widened(each.getValue());
                var entry = new ZipEntry(each.getKey() + SUFFIX);
                entry.setTimeLocal(FIXED_TIME);
                entry.setSize(Npy.size(tensor));
                entry.setCrc(checksum(tensor));
                zip.putNextEntry(entry);
                Npy.write(Channels.newChannel(unclosed(zip)), tensor);
                zip.closeEntry();
            }
        }
    }

    private static OutputStream unclosed(ZipOutputStream zip) {
        return new OutputStream() {
            @Override public void write(int b) throws IOException {
                zip.write(b);
            }

            @Override public void write(byte[] bytes, int from, int length) throws IOException {
                zip.write(bytes, from, length);
            }
        };
    }

    private static long checksum(Tensor tensor) throws IOException {
        var sum = new CRC32();
        Npy.write(new WritableByteChannel() {
            @Override public int write(ByteBuffer buffer) {
                int length = buffer.remaining();
                sum.update(buffer);
                return length;
            }

            @Override public boolean isOpen() {
                return true;
            }

            @Override public void close() {
                // nothing is held
            }
        }, tensor);
        return sum.getValue();
    }
}
