// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal digits. */
public final class Hash {

    private static final int CHUNK = 1 << 16;

    private Hash() {}

    /** Of a file. A link is hashed as what it leads to. */
    public static String of(Path file) throws IOException {
        return of(channel -> {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] chunk = new byte[CHUNK];
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) channel.write(ByteBuffer.wrap(chunk, 0, read));
            }
        });
    }

    /** Of what is to become a file. */
    public static String of(Contents contents) throws IOException {
        MessageDigest digest = digest();
        contents.writeTo(Channels.newChannel(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of memory. */
    public static String of(MemorySegment bytes) {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            int count = (int) Math.min(CHUNK, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
            digest.update(chunk, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of texts, in UTF-8, one after the other; where one ends counts. */
    public static String of(String... texts) {
        MessageDigest digest = digest();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
