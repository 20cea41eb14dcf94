// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.floats;
import static dev.dyadic.onnx.Models.raw;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.StringStringEntryProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.TensorProto.DataLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTensorsTest {

    @TempDir Path folder;

    private Tensor read(TensorProto proto) {
        return new OnnxTensors(new ExternalData(folder)).tensor(proto, "tensor");
    }

    private String refusal(TensorProto proto) {
        return assertThrows(DyadicException.class, () -> read(proto)).getMessage();
    }

    private static TensorProto external(String location, String... entries) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(Models.F32)
                .addDims(2)
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(entry("location", location));
        for (int i = 0; i < entries.length; i += 2) tensor.addExternalData(entry(entries[i], entries[i + 1]));
        return tensor.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @Test void readsAFile() throws IOException {
        Path file = folder.resolve("t.pb");
        Files.write(file, floats("t", new long[] {2}, 1.5f, -2).toByteArray());
        assertEquals(Tensor.of(new long[] {2}, 1.5f, -2), OnnxTensors.read(file));
    }

    @Test void unpacksNarrowIntegersLowBitsFirst() {
        assertArrayEquals(new long[] {1, -8, 7}, read(raw("t", 22, new long[] {3}, 0x81, 0x07)).toLongs());
        assertArrayEquals(new long[] {1, 8, 7}, read(raw("t", 21, new long[] {3}, 0x81, 0x07)).toLongs());
        assertArrayEquals(new long[] {0, 1, -2, -1, 1}, read(raw("t", 26, new long[] {5}, 0xe4, 0x01)).toLongs());
    }

    @Test void readsNarrowIntegersFromTheField() {
        TensorProto packed = TensorProto.newBuilder()
                .setDataType(22)
                .addDims(3)
                .addInt32Data(0x81)
                .addInt32Data(0x07)
                .build();
        assertArrayEquals(new long[] {1, -8, 7}, read(packed).toLongs());
    }

    @Test void readsHalvesFromTheField() {
        TensorProto half = TensorProto.newBuilder()
                .setDataType(10)
                .addDims(2)
                .addInt32Data(0x3c00)
                .addInt32Data(0xc000)
                .build();
        assertArrayEquals(new double[] {1, -2}, read(half).toDoubles());
        assertEquals(Element.F16, read(half).element());
    }

    @Test void makesOnesOfBoolsThatAreNotZero() {
        assertArrayEquals(new long[] {1, 0, 1}, read(raw("t", 9, new long[] {3}, 0xff, 0, 1)).toLongs());
    }

    @Test void readsEmptyTensors() {
        assertEquals(0, read(floats("t", new long[] {2, 0})).count());
    }

    @Test void refusesSizesThatNoMemoryHolds() {
        long huge = 1L << 40;
        assertEquals(
                "tensor: has more elements than any memory holds.",
                refusal(raw("t", Models.F32, new long[] {huge, huge, 2}, 0)));
        assertTrue(refusal(raw("t", Models.F32, new long[] {-3}, 0)).contains("negative"));
        assertTrue(refusal(raw("t", 22, new long[] {huge}, 0)).contains("found 1."));
    }

    @Test void refusesStringsAndComplexNumbers() {
        assertTrue(refusal(raw("t", 8, new long[] {1}, 0)).contains("type string"));
        assertTrue(refusal(raw("t", 14, new long[] {1}, 0)).contains("complex64"));
        assertTrue(refusal(raw("t", 99, new long[] {1}, 0)).contains("number 99"));
    }

    @Test void readsDataBesideTheModel() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[] {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        assertArrayEquals(new float[] {1, 2}, read(external("w.bin", "offset", "4", "length", "8")).toFloats());
    }

    @Test void refusesDataBeyondTheEndOfItsFile() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[10]);
        assertEquals(
                "tensor: should lie at bytes 4 to 12 of w.bin, which has only 10.",
                refusal(external("w.bin", "offset", "4")));
        assertTrue(refusal(external("w.bin", "offset", "9223372036854775807")).contains("has only 10"));
    }

    @Test void refusesWrongLengthsAndOffsets() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[10]);
        assertEquals(
                "tensor: takes 8 bytes, but its length in w.bin is given as 4.",
                refusal(external("w.bin", "length", "4")));
        assertEquals(
                "tensor: the offset of its external data is \"-4\", it should be a number of bytes.",
                refusal(external("w.bin", "offset", "-4")));
    }

    @Test void refusesDataOutsideOfTheFolder() throws IOException {
        Path secret = Files.write(folder.resolveSibling(folder.getFileName() + ".secret"), new byte[8]);
        try {
            String outside = "../" + secret.getFileName();
            assertTrue(refusal(external(outside)).contains("is outside of the model's folder"));
            assertTrue(refusal(external("a/../" + outside)).contains("is outside of the model's folder"));
            assertTrue(refusal(external(secret.toAbsolutePath().toString())).contains("is outside of the model's folder"));
            Files.createSymbolicLink(folder.resolve("link.bin"), secret);
            assertTrue(refusal(external("link.bin")).contains("is outside of the model's folder"));
        } finally {
            Files.delete(secret);
        }
    }

    @Test void saysThatExternalDataIsNotThere() {
        assertEquals("tensor: its data lies in none.bin, which is not there.", refusal(external("none.bin")));
    }
}
