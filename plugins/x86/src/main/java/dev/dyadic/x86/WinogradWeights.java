// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.Epilogue;
import dev.dyadic.x86.tile.RequantTable;
import dev.dyadic.x86.tile.WinogradSums;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A convolution of 3 x 3 by patches of 4 x 4 pixels, with 36 products where there would be 144 (Winograd, 1980); in integers it is exact.
 * Where patches do not divide an image, the last of a line or column lie over those before. Less than a patch is left to the windows.
 */
final class WinogradWeights implements PackedWindows {

    /** So many patches at a time stay in the nearer caches. */
    private static final int PATCHES = 16;

    /** Transformed weights that stay in no cache are four times those of windows: fewer pixels are not worth reading them. */
    private static final long CACHED_BYTES = 8 << 20;
    private static final int MANY_PIXELS = 128;

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
        this.panels = WinogradPanels.pack(weights, convolution);
        this.start = MemorySegment.ofArray(start.clone());
        this.nothing = MemorySegment.ofArray(new int[WinogradPanels.NUMBERS * WinogradSums.SHAPE.columns()]);
        this.engine = engine;
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        if (!isPatch(outWidth, from, to)) {
            windows.sums(x, xAt, height, width, outWidth, from, to, out, outAt);
            return;
        }
        Strip strip = windows.strip(x, xAt, height, width, outWidth, from, to);
        MemorySegment at = windows.out(MemorySegment.ofArray(out), Epilogue.SUMS, from, to, outAt);
        run(x, xAt, strip, Epilogue.SUMS, at, Optional.empty());
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
        if (!isPatch(outWidth, from, to)) {
            windows.codes(x, xAt, height, width, outWidth, from, to, requant, out, outAt);
            return;
        }
        Strip strip = windows.strip(x, xAt, height, width, outWidth, from, to);
        RequantTable table = windows.table(requant);
        MemorySegment at = windows.out(MemorySegment.ofArray(out), table.epilogue(), from, to, outAt);
        run(x, xAt, strip, table.epilogue(), at, Optional.of(table));
    }

    private boolean isPatch(int outWidth, int from, int to) {
        boolean whole = outWidth >= PIXELS && from % outWidth == 0 && to % outWidth == 0 && to - from >= PIXELS * outWidth;
        return whole && (to - from >= MANY_PIXELS || panels.memory().byteSize() <= CACHED_BYTES);
    }

    private void run(byte[] x, int xAt, Strip strip, Epilogue epilogue, MemorySegment out, Optional<RequantTable> table) {
        byte[] codes = Scratch.own().strip(strip.length());
        strip.fill(x, xAt, codes);
        MemorySegment raw = MemorySegment.ofArray(codes);
        int atOnce = PIXELS * Math.max(1, PATCHES / Math.ceilDiv(strip.pixels(), PIXELS));
        int lines;
        for (int line = 0; line < strip.lines(); line += lines) {
            line = Math.min(line, strip.lines() - PIXELS);
            lines = Math.min(atOnce, (strip.lines() - line) / PIXELS * PIXELS);
            lines(raw, strip, line, lines, epilogue, out, table);
        }
    }

    private void lines(MemorySegment codes, Strip strip, int line, int lines, Epilogue epilogue, MemorySegment out,
            Optional<RequantTable> table) {
        int channels = convolution.channels();
        int across = Math.ceilDiv(strip.pixels(), PIXELS);
        int back = across * PIXELS - strip.pixels();
        int patches = lines / PIXELS * across;
        int columns = WinogradSums.SHAPE.columns();
        long patchBytes = WinogradPanels.NUMBERS * Short.BYTES * (long) channels + APART;
        long productBytes = WinogradPanels.NUMBERS * Integer.BYTES * (long) columns + APART;
        long rowBytes = strip.rowLength();
        long pixelBytes = (long) convolution.columns() * epilogue.bytes();
        MemorySegment transformed = Scratch.own().rows(patches * patchBytes);
        MemorySegment products = Scratch.own().results(patches * productBytes);
        var codesWalk = new Walk(lines / PIXELS, PIXELS * rowBytes, 0, 1, (long) back * channels, 0, channels);
        call(design.codes(), codes.asSlice(line * rowBytes), transformed, rowBytes, patchBytes, across, codesWalk);
        int rows = design.products().shape().fitting(patches);
        int left = patches % rows;
        var sumsWalk = new Walk(lines / PIXELS, 0, strip.pixels() * pixelBytes, 1, back * pixelBytes, 0, 0);
        MemorySegment at = out.asSlice(line * strip.pixels() * pixelBytes);
        for (int panel = 0; panel < convolution.columns() / columns; panel++) {
            multiply(transformed, patchBytes, products, productBytes, panel, rows, patches / rows);
            long done = patches - left;
            if (left > 0)
                multiply(transformed.asSlice(done * patchBytes), patchBytes, products.asSlice(done * productBytes), productBytes,
                        panel, left, 1);
            int first = panel;
            engine.tile(design.sums(epilogue), new TileCall(products, MemorySegment.NULL,
                    at.asSlice((long) panel * columns * epilogue.bytes()),
                    start.asSlice((long) panel * columns * Integer.BYTES),
                    table.map(each -> each.from(first)).orElse(MemorySegment.NULL), MemorySegment.NULL, MemorySegment.NULL,
                    productBytes, pixelBytes, 0, 0, across, 1, 0, 0, sumsWalk));
        }
    }

    private void call(Program program, MemorySegment from, MemorySegment to, long fromStride, long toStride,
            int across, Walk walk) {
        engine.tile(program, new TileCall(from, MemorySegment.NULL, to, MemorySegment.NULL, MemorySegment.NULL,
                MemorySegment.NULL, MemorySegment.NULL, fromStride, toStride, convolution.channels() / LANES, 0, across, 1, 0, 0,
                walk));
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
}
