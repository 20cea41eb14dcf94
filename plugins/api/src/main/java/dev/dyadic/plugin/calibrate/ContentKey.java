// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.Printed;
import dev.dyadic.ir.text.QirPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of parts, each preceded by its length, so that no two lists of parts run into the same bytes. */
final class ContentKey {

    private static final int CHUNK = 1 << 20;

    private final MessageDigest digest = sha256();

    private ContentKey() {}

    /** Of what calibration depends on besides what is watched: graph and weights, data, backend, the versions of our modules. */
    static String of(Graph graph, DataRuns runs, String backend) {
        var key = new ContentKey();
        key.add("calibration 1");
        for (Class<?> module : new Class<?>[] {Graph.class, ContentKey.class}) {
            String name = String.valueOf(module.getModule().getName());
            key.add(module.getModule().getDescriptor() == null ? name : module.getModule().getDescriptor().toNameAndVersion());
        }
        key.add(backend);
        Printed printed = QirPrinter.print(graph);
        key.add(printed.text());
        printed.weights().forEach((name, tensor) -> key.add(name, tensor));
        for (DataRuns.Run run : runs) key.add(run.file());
        return HexFormat.of().formatHex(key.digest.digest());
    }

    /** Of a text alone. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        digest.update(bytes);
    }

    private void add(String name, Tensor tensor) {
        add(name);
        MemorySegment data = tensor.data();
        length(data.byteSize());
        byte[] chunk = new byte[(int) Math.min(CHUNK, data.byteSize())];
        for (long at = 0; at < data.byteSize(); at += chunk.length) {
            int length = (int) Math.min(chunk.length, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            digest.update(chunk, 0, length);
        }
    }

    /** A file that changes meanwhile gives a key that nothing else has. */
    private void add(Path file) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            length(Files.size(file));
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) digest.update(chunk, 0, read);
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    private void length(long bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
