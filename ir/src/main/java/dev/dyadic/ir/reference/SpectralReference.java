// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Spectral;
import dev.dyadic.ir.op.Spectral.Dft;
import dev.dyadic.ir.op.Spectral.Stft;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;

/** What the ops of {@link Spectral} give: sums over the roots of unity, in f64, rounded once. */
final class SpectralReference {

    private SpectralReference() {}

    static List<Tensor> run(Spectral op, List<Tensor> ins, int outs) {
        return switch (op) {
            case Dft dft -> List.of(dft(ins, dft));
            case Stft(boolean oneSided) -> List.of(stft(ins, oneSided));
        };
    }

    private static Tensor dft(List<Tensor> ins, Dft op) {
        Tensor x = complex(ins.getFirst());
        long length = Strides.scalar("the length", ins.get(1));
        int axis = Strides.axis(Strides.scalar("the axis", ins.get(2)), x.rank());
        if (length < 1 || axis == x.rank() - 1) {
            throw DyadicException.model("", "a transform of length " + length + " along axis " + axis + " of " + x.type()
                    + " does not exist; the length must be positive, and the last axis holds real and imaginary parts.");
        }
        boolean half = op.inverse() && op.oneSided();
        int n = Math.toIntExact(length);
        int parts = (int) x.size(-1);
        int bins = op.oneSided() && !op.inverse() ? n / 2 + 1 : n;
        int results = half ? 1 : 2;
        int inner = Math.toIntExact(Strides.product(x.sizes(), axis + 1, x.rank() - 1));
        int outer = Math.toIntExact(Strides.product(x.sizes(), 0, axis));
        int given = (int) Math.min(x.size(axis), half ? n / 2 + 1 : n);
        Roots roots = new Roots(n, op.inverse());
        long[] sizes = x.sizes();
        sizes[axis] = bins;
        sizes[sizes.length - 1] = results;
        double[] y = new double[Math.toIntExact(Strides.count(sizes))];
        for (int line = 0; line < outer * inner; line++) {
            double[] signal = new double[2 * n];
            for (int t = 0; t < given; t++) {
                long at = ((line / inner * x.size(axis) + t) * inner + line % inner) * parts;
                signal[2 * t] = x.getDouble(at);
                signal[2 * t + 1] = parts == 2 ? x.getDouble(at + 1) : 0;
            }
            if (half) mirror(signal, n);
            for (int bin = 0; bin < bins; bin++) {
                int to = ((line / inner * bins + bin) * inner + line % inner) * results;
                roots.sum(signal, bin, y, to, results);
            }
        }
        return Tensor.ofDoubles(x.element(), sizes, y);
    }

    /** Fills the bins above the half with the conjugates of those below: the spectrum of a real signal. */
    private static void mirror(double[] spectrum, int n) {
        for (int bin = n / 2 + 1; bin < n; bin++) {
            spectrum[2 * bin] = spectrum[2 * (n - bin)];
            spectrum[2 * bin + 1] = -spectrum[2 * (n - bin) + 1];
        }
        // A real signal has no imaginary part at frequency 0 and at the middle one.
        spectrum[1] = 0;
        if (n % 2 == 0) spectrum[n + 1] = 0;
    }

    private static Tensor stft(List<Tensor> ins, boolean oneSided) {
        Tensor x = complex(ins.getFirst());
        long step = Strides.scalar("the step", ins.get(1));
        double[] window = ins.get(2).toDoubles();
        int n = window.length;
        if (x.rank() != 3 || step < 1 || n < 1 || n > x.size(1)) {
            throw DyadicException.model("", "frames of " + n + " at steps of " + step + " do not fit " + x.type()
                    + "; the signal must be B,T,1 or B,T,2 and no shorter than a frame.");
        }
        int parts = (int) x.size(2);
        int frames = Math.toIntExact((x.size(1) - n) / step + 1);
        int bins = oneSided ? n / 2 + 1 : n;
        Roots roots = new Roots(n, false);
        long[] sizes = {x.size(0), frames, bins, 2};
        double[] y = new double[Math.toIntExact(Strides.count(sizes))];
        double[] signal = new double[2 * n];
        for (int frame = 0; frame < x.size(0) * frames; frame++) {
            long start = frame / frames * x.size(1) + frame % frames * step;
            for (int t = 0; t < n; t++) {
                signal[2 * t] = window[t] * x.getDouble((start + t) * parts);
                signal[2 * t + 1] = parts == 2 ? window[t] * x.getDouble((start + t) * parts + 1) : 0;
            }
            for (int bin = 0; bin < bins; bin++) roots.sum(signal, bin, y, (frame * bins + bin) * 2, 2);
        }
        return Tensor.ofDoubles(x.element(), sizes, y);
    }

    private static Tensor complex(Tensor x) {
        if (x.element().isFloat() && x.rank() >= 2 && (x.size(-1) == 1 || x.size(-1) == 2)) return x;
        throw DyadicException.model("", "the signal " + x.type()
                + " must be floats with a last axis of size 1 (real) or 2 (real and imaginary).");
    }

    /** The n-th roots of unity, conjugated and divided by n for an inverse transform. */
    private static final class Roots {

        private final double[] cosines;
        private final double[] sines;
        private final double factor;

        Roots(int n, boolean inverse) {
            cosines = new double[n];
            sines = new double[n];
            factor = inverse ? 1.0 / n : 1;
            for (int i = 0; i < n; i++) {
                double angle = 2 * Math.PI * i / n;
                cosines[i] = Math.cos(angle);
                sines[i] = inverse ? Math.sin(angle) : -Math.sin(angle);
            }
        }

        void sum(double[] signal, int bin, double[] y, int to, int results) {
            double real = 0;
            double imaginary = 0;
            int n = cosines.length;
            for (int t = 0, turn = 0; t < n; t++) {
                real += signal[2 * t] * cosines[turn] - signal[2 * t + 1] * sines[turn];
                imaginary += signal[2 * t] * sines[turn] + signal[2 * t + 1] * cosines[turn];
                turn += bin;
                if (turn >= n) turn -= n;
            }
            y[to] = real * factor;
            if (results == 2) y[to + 1] = imaginary * factor;
        }
    }
}
