// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.And;
import dev.dyadic.ir.op.Elementwise.Cos;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Floor;
import dev.dyadic.ir.op.Elementwise.Greater;
import dev.dyadic.ir.op.Elementwise.Less;
import dev.dyadic.ir.op.Elementwise.LessEqual;
import dev.dyadic.ir.op.Elementwise.Log;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.op.Spectral.Dft;
import dev.dyadic.ir.op.Spectral.Stft;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Fourier transforms, and the windows and filters that go with them. */
final class Spectra {

    private static final Element WIDE = Element.F64;

    private Spectra() {}

    static void register(Translations all) {
        all.put("DFT", Spectra::dft);
        all.put("STFT", Spectra::stft);
        all.put("HannWindow", (node, emit) -> window(node, 0.5, 0.5, 0, emit));
        all.put("HammingWindow", (node, emit) -> window(node, 25.0 / 46, 21.0 / 46, 0, emit));
        all.put("BlackmanWindow", (node, emit) -> window(node, 0.42, 0.5, 0.08, emit));
        all.put("MelWeightMatrix", Spectra::melWeights);
    }

    /** The axis is an attribute (1 by default) before opset 20, an operand (-2 by default) since. */
    private static List<Value> dft(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        boolean inverse = node.flag("inverse", false);
        boolean oneSided = node.flag("onesided", false);
        Value axis = node.version() < 20
                ? emit.index(node.integer("axis", 1))
                : node.optional(2).map(given -> Phrases.scalar(given, emit)).orElseGet(() -> emit.index(-2));
        Value length = node.optional(1)
                .map(given -> Phrases.scalar(given, emit))
                .orElseGet(() -> length(x, axis, inverse && oneSided, emit));
        return List.of(emit.emit(new Dft(inverse, oneSided), x, length, axis));
    }

    /** As long as x; half of the bins of a real signal of 2 (n - 1) numbers are n. */
    private static Value length(Value x, Value axis, boolean half, Emitter emit) {
        Value size = emit.emit(new Gather(0), emit.shape(x), axis);
        return half ? emit.mul(emit.sub(size, emit.index(1)), emit.index(2)) : size;
    }

    /** {@code (signal, step, window, frame length)}: without a window all of the frame counts. */
    private static List<Value> stft(OnnxNode node, Emitter emit) {
        if (!node.has(2) && !node.has(3)) throw new Refusal("it needs a window or a frame length");
        Value x = node.in(0);
        Value window = node.optional(2).orElseGet(() -> {
            Value length = emit.cast(emit.reshape(node.in(3), 1), Element.I64);
            return emit.expand(emit.scalarLike(x, 1), length);
        });
        Value step = Phrases.scalar(node.in(1), emit);
        return List.of(emit.emit(new Stft(node.flag("onesided", true)), x, step, window));
    }

    /** {@code a - b cos(2 pi n / N) + c cos(4 pi n / N)}, with N one less when the window is symmetric. */
    private static List<Value> window(OnnxNode node, double a, double b, double c, Emitter emit) {
        Value size = emit.cast(Phrases.scalar(node.in(0), emit), WIDE);
        Value period = node.flag("periodic", true) ? size : emit.sub(size, emit.scalar(WIDE, 1));
        Value n = emit.emit(new Range(), emit.scalar(WIDE, 0), size, emit.scalar(WIDE, 1));
        Value angle = emit.div(emit.mul(n, emit.scalar(WIDE, 2 * Math.PI)), period);
        Value y = emit.sub(emit.scalar(WIDE, a), emit.mul(emit.emit(new Cos(), angle), emit.scalar(WIDE, b)));
        if (c != 0) {
            Value twice = emit.emit(new Cos(), emit.mul(angle, emit.scalar(WIDE, 2)));
            y = emit.add(y, emit.mul(twice, emit.scalar(WIDE, c)));
        }
        return List.of(emit.cast(y, Phrases.asked(node, "output_datatype").orElse(Element.F32)));
    }

    /**
     * {@code (bands, transform length, sample rate, lowest, highest frequency) -> bins, bands}: triangles whose corners lie
     * evenly on the mel scale, {@code 2595 log10(1 + f / 700)}.
     */
    private static List<Value> melWeights(OnnxNode node, Emitter emit) {
        Value bands = wide(node, 0, emit);
        Value length = wide(node, 1, emit);
        Value rate = wide(node, 2, emit);
        Value zero = emit.scalar(WIDE, 0);
        Value one = emit.scalar(WIDE, 1);
        Value two = emit.scalar(WIDE, 2);
        Value lowest = mel(wide(node, 3, emit), emit);
        Value highest = mel(wide(node, 4, emit), emit);
        Value step = emit.div(emit.sub(highest, lowest), emit.add(bands, two));
        Value mels = emit.add(emit.mul(emit.emit(new Range(), zero, bands, one), step), lowest);
        Value from = bin(mels, length, rate, emit);
        Value center = bin(emit.add(mels, step), length, rate, emit);
        Value to = bin(emit.add(mels, emit.mul(step, two)), length, rate, emit);
        Value bins = emit.add(emit.emit(new Floor(), emit.div(length, two)), one);
        Value at = emit.unsqueeze(emit.emit(new Range(), zero, bins, one), 1);

        Value rise = emit.sub(center, from);
        Value rising = emit.emit(
                new And(), emit.emit(new LessEqual(), from, at), emit.emit(new LessEqual(), at, center));
        Value slope = emit.div(emit.sub(at, from), emit.emit(new Max(), rise, one));
        Value peak = emit.cast(emit.emit(new Equal(), at, center), WIDE);
        Value flat = emit.emit(new Equal(), rise, zero);
        Value up = emit.emit(new Where(), flat, peak, emit.emit(new Where(), rising, slope, zero));

        Value fall = emit.sub(to, center);
        Value falling = emit.emit(new And(), emit.emit(new LessEqual(), center, at), emit.emit(new Less(), at, to));
        Value down = emit.div(emit.sub(to, at), emit.emit(new Max(), fall, one));
        Value falls = emit.emit(new And(), falling, emit.emit(new Greater(), fall, zero));
        Value weights = emit.emit(new Where(), falls, down, up);
        return List.of(emit.cast(weights, Phrases.asked(node, "output_datatype").orElse(Element.F32)));
    }

    private static Value wide(OnnxNode node, int i, Emitter emit) {
        return emit.cast(Phrases.scalar(node.in(i), emit), WIDE);
    }

    private static Value mel(Value hertz, Emitter emit) {
        Value ratio = emit.add(emit.scalar(WIDE, 1), emit.div(hertz, emit.scalar(WIDE, 700)));
        return emit.mul(emit.emit(new Log(), ratio), emit.scalar(WIDE, 2595 / Math.log(10)));
    }

    /** The bin of the transform that a number on the mel scale falls into. */
    private static Value bin(Value mel, Value length, Value rate, Emitter emit) {
        Value power = emit.emit(new Exp(), emit.mul(mel, emit.scalar(WIDE, Math.log(10) / 2595)));
        Value hertz = emit.mul(emit.sub(power, emit.scalar(WIDE, 1)), emit.scalar(WIDE, 700));
        Value scaled = emit.mul(emit.add(length, emit.scalar(WIDE, 1)), hertz);
        return emit.emit(new Floor(), emit.div(scaled, rate));
    }
}
