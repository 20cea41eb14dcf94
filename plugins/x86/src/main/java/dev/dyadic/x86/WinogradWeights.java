// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.RowsCall;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.WinogradSums;
import dev.dyadic.x86.tile.RequantTable;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A convolution of 3 x 3 by patches of 2 x 2 pixels, with 16 products where there would be 36 (Winograd, 1980); in integers it is exact.
 * Lines or pixels that are no pairs are left to the windows.
 */
final class WinogradWeights implements PackedWindows {

    /** So many patches at a time stay in the first caches. */
    private static final int PATCHES = 32;

    /** Bytes between patches, so that they do not compete for the same lines of the first cache. */
    private static final long APART = 64;

    private static final int LANES = 16;
    private static final int PIXELS = WinogradSums.PIXELS;

    private final Convolution convolution;
    private final WindowWeights windows;
    private final WinogradDesign design;
    private final WinogradPanels panels;
    private final MemorySegment start;
    private final MemorySegment nothing;
    private final Engine engine;

    WinogradWeights(byte[] weights, int[] start, Convolution convolution, WindowWeights windows, WinogradDesign design,
            Engine engine) {
        this.convolution = convolution;
        this.windows = windows;
        this.design = design;
        this.panels = WinogradPanels.pack(weights, convolution, design.shape());
        this.start = MemorySegment.ofArray(start.clone());
        this.nothing = MemorySegment.ofArray(new int[WinogradPanels.NUMBERS * design.shape().columns()]);
        this.engine = engine;
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        if (!pairs(outWidth, from, to)) {
            windows.sums(x, xAt, height, width, outWidth, from, to, out, outAt);
            return;
        }
        Strip strip = windows.strip(x, xAt, height, width, outWidth, from, to);
        MemorySegment at = windows.out(MemorySegment.ofArray(out), Epilogue.SUMS, from, to, outAt);
        run(x, xAt, strip, outWidth, Epilogue.SUMS, at, Optional.empty());
    }

    @Override public void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] out,
            int outAt) {
        if (!pairs(outWidth, from, to)) {
            windows.codes(x, xAt, height, width, outWidth, from, to, requant, out, outAt);
            return;
        }
        Strip strip = windows.strip(x, xAt, height, width, outWidth, from, to);
        RequantTable table = windows.table(requant);
        MemorySegment at = windows.out(MemorySegment.ofArray(out), table.epilogue(), from, to, outAt);
        run(x, xAt, strip, outWidth, table.epilogue(), at, Optional.of(table));
    }

    private static boolean pairs(int outWidth, int from, int to) {
        return outWidth > 0 && outWidth % PIXELS == 0 && from % outWidth == 0 && (to - from) % (PIXELS * outWidth) == 0
                && to > from;
    }

    private void run(
            byte[] x, int xAt, Strip strip, int outWidth, Epilogue epilogue, MemorySegment out, Optional<RequantTable> table) {
        byte[] codes = Scratch.own().strip(strip.length());
        strip.fill(x, xAt, codes);
        MemorySegment raw = MemorySegment.ofArray(codes);
        int across = outWidth / PIXELS;
        int atOnce = PIXELS * Math.max(1, PATCHES / across);
        for (int line = 0; line < strip.lines(); line += atOnce) {
            long pixel = (long) line * outWidth * convolution.columns() * epilogue.bytes();
            lines(raw.asSlice((long) line * strip.rowLength()), strip.rowLength(), across, Math.min(atOnce, strip.lines() - line),
                    epilogue, out.asSlice(pixel), table);
        }
    }

    private void lines(MemorySegment codes, long rowBytes, int across, int lines, Epilogue epilogue, MemorySegment out,
            Optional<RequantTable> table) {
        int channels = convolution.channels();
        int patches = lines / PIXELS * across;
        long patchBytes = WinogradPanels.NUMBERS * Short.BYTES * (long) channels + APART;
        long productBytes = WinogradPanels.NUMBERS * Integer.BYTES * (long) design.shape().columns() + APART;
        MemorySegment transformed = Scratch.own().rows(patches * patchBytes);
        MemorySegment products = Scratch.own().results(patches * productBytes);
        for (int line = 0; line < lines; line += PIXELS) {
            engine.rows(design.transform(), new RowsCall(codes.asSlice(line * rowBytes),
                    transformed.asSlice((long) line / PIXELS * across * patchBytes), rowBytes, patchBytes, across,
                    channels / LANES,
                    channels));
        }
        for (int panel = 0; panel < convolution.columns() / design.shape().columns(); panel++) {
            int rows = design.products().shape().fitting(patches);
            int left = patches % rows;
            multiply(transformed, patchBytes, products, productBytes, panel, rows, patches / rows);
            int done = patches - left;
            if (left > 0)
                multiply(transformed.asSlice(done * patchBytes), patchBytes, products.asSlice(done * productBytes), productBytes,
                        panel,
                        left, 1);
            sums(false, products, productBytes, across, lines, epilogue, out, panel, table);
            sums(true, products, productBytes, across, lines, epilogue, out, panel, table);
        }
    }

    /** Each number of the patches times its weights. */
    private void multiply(MemorySegment patches, long patchBytes, MemorySegment products, long productBytes, int panel, int rows,
            int blocks) {
        int unrolled = design.products().unrolled(rows);
        int steps = convolution.channels() / 2;
        var walk = new Walk(1, 0, 0, 1, 0, (long) convolution.channels() * Short.BYTES, 0);
        engine.tile(design.products().tile(Epilogue.SUMS, rows), new TileCall(patches, panels.from(panel), products, nothing,
                MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL, patchBytes, productBytes, steps / unrolled,
                steps % unrolled, blocks, WinogradPanels.NUMBERS, panels.bytes(), 0, walk));
    }

    /** The upper or the lower line of the pixels of patches. */
    private void sums(boolean lower, MemorySegment products, long productBytes, int across, int lines, Epilogue epilogue,
            MemorySegment out, int panel, Optional<RequantTable> table) {
        int columns = design.shape().columns();
        long pixelBytes = (long) convolution.columns() * epilogue.bytes();
        long lineBytes = (long) across * PIXELS * pixelBytes;
        var walk = new Walk(lines / PIXELS, across * productBytes, PIXELS * lineBytes, 1, 0, 0, 0);
        MemorySegment at = out.asSlice((long) panel * columns * epilogue.bytes() + (lower ? lineBytes : 0));
        engine.tile((lower ? design.lower() : design.upper()).tile(epilogue, PIXELS),
                new TileCall(products, MemorySegment.NULL, at,
                        start.asSlice((long) panel * columns * Integer.BYTES),
                        table.map(each -> each.from(panel)).orElse(MemorySegment.NULL),
                        MemorySegment.NULL, MemorySegment.NULL, productBytes / PIXELS, pixelBytes, 0, 0, across, 1, 0, 0, walk));
    }
}
