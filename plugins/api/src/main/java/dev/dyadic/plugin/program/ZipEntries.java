// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.DyadicException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The entries of a zip file that lies in memory, as views of it. Only uncompressed entries are read, and every checksum is checked. */
final class ZipEntries {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_ENTRIES = 16;
    private static final int MOST_NAME = 64;

    private final String where;
    private final MemorySegment file;

    private ZipEntries(String where, MemorySegment file) {
        this.where = where;
        this.file = file;
    }

    /**
     * The entries in the order of the zip's directory.
     *
     * @throws DyadicException if it is no zip of plain, uncompressed, undamaged entries, one of each name
     */
    static SequencedMap<String, MemorySegment> read(String where, MemorySegment file) {
        return new ZipEntries(where, file).entries();
    }

    private SequencedMap<String, MemorySegment> entries() {
        long end = file.byteSize() - StoredZip.END_SIZE;
        if (end < 0 || file.byteSize() > StoredZip.MOST_BYTES || file.get(INT, end) != StoredZip.END) {
            throw fault("does not end as a zip file does; expected a program as \"dyadic compile\" writes it, all of it.");
        }
        int count = number16(end + 10);
        if (count > MOST_ENTRIES) throw fault("holds " + count + " entries; expected at most " + MOST_ENTRIES + ".");
        long size = number32(end + 12);
        long at = number32(end + 16);
        if (at + size != end)
            throw fault("has a directory of " + size + " bytes at " + at + "; expected it to end at " + end + ".");
        SequencedMap<String, MemorySegment> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) at = entry(at, end, entries);
        if (at != end) throw fault("has " + (end - at) + " bytes in its directory that belong to no entry.");
        return entries;
    }

    /** Reads the entry whose line of the directory is here; says where the next line is. */
    private long entry(long at, long end, SequencedMap<String, MemorySegment> entries) {
        if (at + StoredZip.CENTRAL_SIZE > end || file.get(INT, at) != StoredZip.CENTRAL) {
            throw fault("has a damaged directory at byte " + at + ".");
        }
        int length = number16(at + 28);
        long next = at + StoredZip.CENTRAL_SIZE + length + number16(at + 30) + number16(at + 32);
        if (next > end) throw fault("has a directory that ends within an entry.");
        String name = name(at + StoredZip.CENTRAL_SIZE, length);
        if (number16(at + 10) != 0) throw fault("\"" + name + "\" is compressed; expected it stored as it is.");
        long size = number32(at + 24);
        if (size != number32(at + 20)) throw fault("\"" + name + "\" has two different sizes.");
        MemorySegment bytes = bytes(name, number32(at + 42), size);
        if (Checksum.of(bytes) != file.get(INT, at + 16)) {
            throw fault("\"" + name + "\" is damaged: its bytes do not have the checksum that was written with them.");
        }
        if (entries.putIfAbsent(name, bytes) != null) throw fault("holds \"" + name + "\" twice.");
        return next;
    }

    private MemorySegment bytes(String name, long local, long size) {
        long limit = file.byteSize();
        if (local + StoredZip.LOCAL_SIZE > limit || file.get(INT, local) != StoredZip.LOCAL) {
            throw fault("\"" + name + "\" is not where the directory says, at byte " + local + ".");
        }
        long start = local + StoredZip.LOCAL_SIZE + number16(local + 26) + number16(local + 28);
        if (start + size > limit)
            throw fault("\"" + name + "\" takes " + size + " bytes at " + start + ", beyond the file's end.");
        return file.asSlice(start, size);
    }

    /** A name of letters, digits, dots and hyphens: no folder, nothing that could lead anywhere. */
    private String name(long at, int length) {
        if (length > MOST_NAME) throw fault("has a name of " + length + " bytes; expected at most " + MOST_NAME + ".");
        byte[] bytes = file.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        String name = new String(bytes, StandardCharsets.US_ASCII);
        if (name.matches("[a-z][a-z0-9-]*(\\.[a-z0-9]+)+")) return name;
        throw fault("holds an entry whose name is no plain file name.");
    }

    private int number16(long at) {
        return Short.toUnsignedInt(file.get(SHORT, at));
    }

    private long number32(long at) {
        return Integer.toUnsignedLong(file.get(INT, at));
    }

    private DyadicException fault(String what) {
        return DyadicException.input(where, what);
    }
}
