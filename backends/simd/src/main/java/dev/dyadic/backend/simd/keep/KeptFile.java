// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.ir.Graph;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** The file of a {@link Kept} program: a checksum of all that follows, the hash of the program's file, arrays, records. */
final class KeptFile {

    private static final int MAGIC = 0x44594b31;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int HASH = 64;

    private KeptFile() {}

    /** @throws IOException if there is something that cannot be kept */
    static byte[] write(HashedFile file, Graph graph, Kept kept) throws IOException {
        var records = new RecordWriter();
        records.write(kept);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(0);
        out.write(file.hash().join().getBytes(StandardCharsets.US_ASCII));
        KeptArrays.of(file, graph).write(records.arrays(), out);
        out.write(records.bytes());
        byte[] all = bytes.toByteArray();
        ByteBuffer.wrap(all).putInt(Integer.BYTES, checksum(all));
        return all;
    }

    /** What is kept of this very file; empty if the bytes are damaged, or of another. */
    static Optional<Kept> read(HashedFile file, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getInt() != MAGIC || in.getInt() != checksum(bytes)) return Optional.empty();
            String hash = new String(take(in, HASH), StandardCharsets.US_ASCII);
            List<Object> arrays = KeptArrays.read(file, in);
            Kept kept = (Kept) new RecordReader(take(in, in.remaining()), arrays).read();
            return hash.equals(file.hash().join()) ? Optional.of(kept) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes, HEAD, bytes.length - HEAD);
        return (int) sum.getValue();
    }
}
