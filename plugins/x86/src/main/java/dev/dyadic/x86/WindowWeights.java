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
import dev.dyadic.x86.tile.RequantTable;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/**
 * The weights of a convolution in panels. The image is copied once, with its edges filled in; there the windows of neighbouring pixels
 * are rows of a matrix that overlap, and a window is as many segments as it has rows. Arguments are checked here, as the programs check
 * nothing.
 */
final class WindowWeights implements PackedWindows {

    private static final long PRODUCTS_PER_CALL = 8 << 20;

    /** A step may read so far past the last code, where weights are zero. */
    private static final int SLACK = 16;

    private final Convolution convolution;
    private final int imageChannels;
    private final WindowDesign design;
    private final Panels panels;
    private final MemorySegment start;
    private final Engine engine;

    /** The requantizing seen last: weights are mostly used with one. */
    private volatile Optional<RequantTable> table = Optional.empty();

    /** @param imageChannels those of the images, which a padded convolution has more of */
    WindowWeights(
            byte[] weights, int[] start, Convolution convolution, int imageChannels, WindowDesign design, Engine engine) {
        if (weights.length != convolution.depth() * convolution.columns() || start.length != convolution.columns())
            throw new IllegalArgumentException(
                    weights.length + " weights and " + start.length + " starts are not those of " + convolution);
        this.convolution = convolution;
        this.imageChannels = imageChannels;
        this.design = design;
        this.panels = design.pack(weights, convolution);
        this.start = MemorySegment.ofArray(start.clone());
        this.engine = engine;
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        if (from == to) return;
        Strip strip = strip(x, xAt, height, width, outWidth, from, to);
        MemorySegment at = out(MemorySegment.ofArray(out), Epilogue.SUMS, from, to, outAt);
        run(prepared(strip, x, xAt), strip, outWidth, Epilogue.SUMS, at, Optional.empty());
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
        if (from == to) return;
        Strip strip = strip(x, xAt, height, width, outWidth, from, to);
        RequantTable table = table(requant);
        MemorySegment at = out(MemorySegment.ofArray(out), table.epilogue(), from, to, outAt);
        run(prepared(strip, x, xAt), strip, outWidth, table.epilogue(), at, Optional.of(table));
    }

    /** Where the results of some pixels go. */
    MemorySegment out(MemorySegment out, Epilogue epilogue, int from, int to, int outAt) {
        long size = epilogue.bytes();
        return out.asSlice(outAt * size, (to - from) * (long) convolution.columns() * size);
    }

    Strip strip(byte[] x, int xAt, int height, int width, int outWidth, int from, int to) {
        Objects.checkFromIndexSize(xAt, height * width * imageChannels, x.length);
        int line = from / outWidth;
        int lines = (to - 1) / outWidth - line + 1;
        int pixel = from % outWidth;
        boolean whole = pixel == 0 && to % outWidth == 0;
        if (from < 0 || to < from || lines > 1 && !whole)
            throw new IllegalArgumentException("pixels " + from + " to " + to + " are no whole lines of " + outWidth);
        return new Strip(convolution, imageChannels, height, width, line, lines, pixel, lines > 1 ? outWidth : to - from);
    }

    private MemorySegment prepared(Strip strip, byte[] x, int xAt) {
        Scratch scratch = Scratch.own();
        byte[] codes = scratch.strip(strip.length() + SLACK);
        strip.fill(x, xAt, codes);
        MemorySegment own = MemorySegment.ofArray(codes);
        if (design.converting().isEmpty()) return own;
        long bytes = (long) strip.length() * design.codeBytes();
        MemorySegment converted = scratch.rows(bytes + SLACK);
        engine.rows(design.converting().get(), new RowsCall(own, converted, 0, 0, 1, strip.length(), bytes));
        return converted;
    }

    /** Tiles of as many pixels as suit a line, and one of those left over. */
    private void run(
            MemorySegment a, Strip strip, int outWidth, Epilogue epilogue, MemorySegment out, Optional<RequantTable> requant) {
        int rows = design.programs().shape().fitting(strip.pixels());
        int blocks = strip.pixels() / rows;
        int left = strip.pixels() % rows;
        tiles(a, strip, outWidth, epilogue, out, requant, rows, blocks);
        if (left == 0) return;
        int done = blocks * rows;
        tiles(a.asSlice((long) done * pixelBytes()), strip, outWidth, epilogue,
                out.asSlice((long) done * convolution.columns() * epilogue.bytes()), requant, left, 1);
    }

    /** Bytes from the window of a pixel to that of the next. */
    private long pixelBytes() {
        return (long) convolution.strideWidth() * convolution.channels() * design.codeBytes();
    }

    private void tiles(
            MemorySegment a,
            Strip strip,
            int outWidth,
            Epilogue epilogue,
            MemorySegment out,
            Optional<RequantTable> requant,
            int rows,
            int blocks) {
        Programs programs = design.programs();
        int columns = programs.shape().columns();
        int unrolled = programs.unrolled(rows);
        int steps = design.steps(convolution);
        boolean byChannel = convolution.isByChannel();
        long rowBytes = (long) strip.rowLength() * design.codeBytes();
        long segmentBytes = byChannel ? 0 : (long) steps * design.arithmetic().codes() * design.codeBytes();
        long outBytes = (long) convolution.columns() * epilogue.bytes();
        var walk = new Walk(strip.lines(), strip.lineStep() * rowBytes, outWidth * outBytes, convolution.kernelHeight(),
                rowBytes - segmentBytes, byChannel ? columns : 0, convolution.channels());
        long products = (long) strip.lines() * strip.pixels() * convolution.depth() * columns;
        int atOnce = Math.clamp(PRODUCTS_PER_CALL / products, 1, panels.count());
        for (int panel = 0; panel < panels.count(); panel += atOnce) {
            int first = panel;
            engine.tile(programs.tile(epilogue, rows), new TileCall(
                    byChannel ? a.asSlice((long) panel * columns) : a,
                    panels.from(panel),
                    out.asSlice((long) panel * columns * epilogue.bytes()),
                    start.asSlice((long) panel * columns * Integer.BYTES),
                    requant.map(each -> each.from(first)).orElse(MemorySegment.NULL),
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    pixelBytes(),
                    outBytes,
                    steps / unrolled,
                    steps % unrolled,
                    blocks,
                    Math.min(atOnce, panels.count() - panel),
                    panels.bytes(),
                    0,
                    walk));
        }
    }

    RequantTable table(ColumnRequant requant) {
        Optional<RequantTable> known = table;
        if (known.isPresent() && known.get().requant() == requant) return known.get();
        var made = new RequantTable(requant, design.programs().shape(), convolution.columns());
        table = Optional.of(made);
        return made;
    }
}
