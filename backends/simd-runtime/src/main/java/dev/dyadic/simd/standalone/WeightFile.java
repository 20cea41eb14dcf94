// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arrays of a program, from the {@code .safetensors} resource written with it. */
public final class WeightFile {

    private static final int CHUNK = 1 << 16;
    private static final Pattern TENSOR = Pattern.compile(
            "\"(\\w+)\":\\{\"dtype\":\"(\\w+)\",\"shape\":\\[[0-9,]*\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}");

    private record Place(String name, String dtype, long end) {}

    private final Map<String, Object> arrays = new HashMap<>();

    private WeightFile() {}

    /** Reads the resource that lies beside a class. */
    public static WeightFile resource(Class<?> beside, String name) {
        try (InputStream resource = beside.getResourceAsStream(name)) {
            if (resource == null) throw new IllegalStateException(name + " is not beside " + beside.getName());
            var weights = new WeightFile();
            weights.read(new BufferedInputStream(resource, CHUNK));
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private void read(InputStream in) throws IOException {
        long length = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Matcher tensor = TENSOR.matcher(new String(in.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8));
        Map<Long, Place> places = new TreeMap<>();
        while (tensor.find()) {
            long begin = Long.parseLong(tensor.group(3));
            long end = Long.parseLong(tensor.group(4));
            // an empty array takes no place and needs none
            if (begin == end) arrays.put(tensor.group(1), array(tensor.group(2), 0));
            if (begin < end) places.put(begin, new Place(tensor.group(1), tensor.group(2), end));
        }
        byte[] chunk = new byte[CHUNK];
        for (Map.Entry<Long, Place> each : places.entrySet()) {
            Place place = each.getValue();
            long bytes = place.end() - each.getKey();
            Object values = array(place.dtype(), bytes);
            fill(Elements.memory(values), in, chunk);
            arrays.put(place.name(), values);
        }
    }

    private static Object array(String dtype, long bytes) {
        return switch (dtype) {
            case "I8" -> new byte[Math.toIntExact(bytes)];
            case "I16" -> new short[Math.toIntExact(bytes / 2)];
            case "I32" -> new int[Math.toIntExact(bytes / 4)];
            case "I64" -> new long[Math.toIntExact(bytes / 8)];
            case "F32" -> new float[Math.toIntExact(bytes / 4)];
            case "F64" -> new double[Math.toIntExact(bytes / 8)];
            default -> throw new IllegalStateException("no array of a program: " + dtype);
        };
    }

    private static void fill(MemorySegment memory, InputStream in, byte[] chunk) throws IOException {
        for (long at = 0; at < memory.byteSize();) {
            int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, memory.byteSize() - at));
            if (read == 0) throw new EOFException("the weights end too early");
            MemorySegment.copy(MemorySegment.ofArray(chunk), 0, memory, at, read);
            at += read;
        }
    }

    public byte[] bytes(String name) { return (byte[]) take(name); }

    public short[] shorts(String name) { return (short[]) take(name); }

    public int[] ints(String name) { return (int[]) take(name); }

    public long[] longs(String name) { return (long[]) take(name); }

    public float[] floats(String name) { return (float[]) take(name); }

    public double[] doubles(String name) { return (double[]) take(name); }

    private Object take(String name) {
        Object values = arrays.get(name);
        if (values == null) throw new IllegalStateException("the weights hold no " + name);
        return values;
    }
}
