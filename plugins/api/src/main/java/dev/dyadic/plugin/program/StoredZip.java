// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes zip files of uncompressed entries. Every entry's bytes begin at a multiple of 64, the time is always the first that a zip
 * can tell, and so the bytes of the file follow from names, order and bytes of the entries alone.
 */
final class StoredZip {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;

    /** Files this long need the 64-bit form, which is not written here. */
    static final long MOST_BYTES = 0xFFFF_FFFEL;

    private static final int ALIGNMENT = 64;
    private static final short VERSION = 10;
    /** Names are UTF-8. */
    private static final short FLAGS = 1 << 11;
    /** 1 January 1980. */
    private static final short DATE = 1 << 5 | 1;
    /** The tag under which the Android tools pad as well; readers skip what they do not know. */
    private static final short PADDING_TAG = (short) 0xD935;
    private static final int TAG_SIZE = 4;

    private record Placed(byte[] name, long at, long size, int crc) {}

    private StoredZip() {}

    static void write(FileChannel channel, String where, SequencedMap<String, MemorySegment> entries) throws IOException {
        List<Placed> placed = new ArrayList<>();
        for (Map.Entry<String, MemorySegment> entry : entries.entrySet()) {
            MemorySegment bytes = entry.getValue();
            long at = channel.position();
            if (at + bytes.byteSize() > MOST_BYTES - (1 << 20)) {
                throw DyadicException.model(where, "the program takes more than 4 GiB, which a .dyx file cannot hold.");
            }
            Placed here = new Placed(
                    entry.getKey().getBytes(StandardCharsets.UTF_8), at, bytes.byteSize(), Checksum.of(bytes));
            write(channel, local(here));
            Checksum.pieces(bytes, piece -> write(channel, piece));
            placed.add(here);
        }
        long start = channel.position();
        for (Placed each : placed) write(channel, central(each));
        write(channel, end(placed.size(), start, channel.position() - start));
    }

    private static ByteBuffer local(Placed entry) {
        long bare = entry.at + LOCAL_SIZE + entry.name.length + TAG_SIZE;
        int padding = (int) (Math.ceilDiv(bare, ALIGNMENT) * ALIGNMENT - bare);
        ByteBuffer head = buffer(LOCAL_SIZE + entry.name.length + TAG_SIZE + padding);
        common(head.putInt(LOCAL), entry);
        head.putShort((short) (TAG_SIZE + padding)).put(entry.name);
        return head.putShort(PADDING_TAG).putShort((short) padding).rewind();
    }

    private static ByteBuffer central(Placed entry) {
        ByteBuffer head = buffer(CENTRAL_SIZE + entry.name.length);
        common(head.putInt(CENTRAL).putShort(VERSION), entry);
        head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        return head.putInt((int) entry.at).put(entry.name).rewind();
    }

    /** What both headers say, from the version to the length of the name. */
    private static void common(ByteBuffer head, Placed entry) {
        head.putShort(VERSION).putShort(FLAGS).putShort((short) 0).putShort((short) 0).putShort(DATE).putInt(entry.crc);
        head.putInt((int) entry.size).putInt((int) entry.size).putShort((short) entry.name.length);
    }

    private static ByteBuffer end(int count, long start, long size) {
        ByteBuffer end = buffer(END_SIZE).putInt(END).putShort((short) 0).putShort((short) 0);
        end.putShort((short) count).putShort((short) count).putInt((int) size).putInt((int) start);
        return end.putShort((short) 0).rewind();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }
}
