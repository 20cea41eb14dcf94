// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.compile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes jars: nothing compressed, so that weights are read as fast as they lie on the disk, and no times, so that equal entries give equal bytes. */
public final class StoredJar {

    public static final String MANIFEST = "META-INF/MANIFEST.MF";

    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private StoredJar() {}

    /** @param entries in order; the manifest has to be the first */
    public static Contents of(SequencedMap<String, Contents> entries) {
        return channel -> {
            var zip = new ZipOutputStream(unclosed(Channels.newOutputStream(channel)));
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, Contents> each : entries.entrySet()) {
                var sum = new Sum();
                each.getValue().writeTo(sum);
                var entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(FIXED_TIME);
                entry.setSize(sum.count);
                entry.setCrc(sum.crc.getValue());
                zip.putNextEntry(entry);
                each.getValue().writeTo(Channels.newChannel(unclosed(zip)));
                zip.closeEntry();
            }
            zip.finish();
        };
    }

    /** What is written through it stays open when a channel around it is closed. */
    private static OutputStream unclosed(OutputStream out) {
        return new OutputStream() {
            @Override public void write(int b) throws IOException {
                out.write(b);
            }

            @Override public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }
        };
    }

    /** Counts and sums what it is given. */
    private static final class Sum implements WritableByteChannel {
        private final CRC32 crc = new CRC32();
        private long count;

        @Override public int write(ByteBuffer bytes) {
            int length = bytes.remaining();
            crc.update(bytes);
            count += length;
            return length;
        }

        @Override public boolean isOpen() {
            return true;
        }

        @Override public void close() {
            // nothing is held
        }
    }
}
