// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.tensor;

/** Codes of images as planes, {@code [images, channels, area]}, and interleaved, {@code [images, area, channels]}. */
final class Channels {

    private Channels() {}

    static byte[] interleaved(byte[] planes, int images, int channels, int area) {
        if (channels == 1 || area == 1) return planes;
        byte[] result = new byte[planes.length];
        for (int n = 0; n < images; n++) transpose(planes, result, n * channels * area, channels, area);
        return result;
    }

    static byte[] planes(byte[] interleaved, int images, int channels, int area) {
        if (channels == 1 || area == 1) return interleaved;
        byte[] result = new byte[interleaved.length];
        for (int n = 0; n < images; n++) transpose(interleaved, result, n * channels * area, area, channels);
        return result;
    }

    /** From {@code [rows, columns]} to {@code [columns, rows]}, both from the same place on. */
    private static void transpose(byte[] from, byte[] to, int at, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int start = at + row * columns;
            for (int column = 0; column < columns; column++) to[at + column * rows + row] = from[start + column];
        }
    }
}
