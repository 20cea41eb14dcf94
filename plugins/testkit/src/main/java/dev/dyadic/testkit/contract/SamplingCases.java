// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.Sampling.*;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.op.Spectral.*;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Sampling} and {@link dev.dyadic.ir.op.Spectral}. */
final class SamplingCases {

    private SamplingCases() {}

    static void add(CaseList cases) {
        resizes(cases);
        grids(cases);
        spectra(cases);
    }

    private static void resizes(CaseList cases) {
        Operand x = data(Draw.f32(1, 1, 2, 4, 5));
        Operand none = constant(Draw.f32(1, 0));
        Operand roi = constant(Draw.vector(Element.F32, 0, 0, 0.1, 0.2, 1, 1, 0.9, 1.1));
        Operand scales = constant(Draw.vector(Element.F32, 1, 1, 1.5, 0.6));
        Operand whole = constant(Draw.vector(Element.F32, 1, 1, 2, 3));
        for (Interpolation mode : Interpolation.values()) {
            for (Coordinates coordinates : Coordinates.values()) {
                Operand region = coordinates == Coordinates.TF_CROP_AND_RESIZE ? roi : none;
                cases.of(resize(mode, coordinates, Resize.Rounding.ROUND_PREFER_FLOOR, false), x, region, scales, sizes());
                cases.of(resize(mode, coordinates, Resize.Rounding.FLOOR, false), x, region, none, sizes(1, 2, 3, 9));
                cases.of(resize(mode, coordinates, Resize.Rounding.FLOOR, false), x, region, none, sizes(1, 2, 4, 5));
            }
            if (mode == Interpolation.NEAREST) continue;
            cases.of(resize(mode, Coordinates.HALF_PIXEL, Resize.Rounding.FLOOR, true), x, none, none, sizes(1, 2, 2, 3));
        }
        for (Resize.Rounding rounding : Resize.Rounding.values()) {
            cases.of(resize(Interpolation.NEAREST, Coordinates.HALF_PIXEL, rounding, false), x, none, scales, sizes());
            cases.of(resize(Interpolation.NEAREST, Coordinates.ASYMMETRIC, rounding, false), x, none, none, sizes(1, 2, 8, 10));
            for (Coordinates coordinates : Coordinates.values()) {
                if (coordinates == Coordinates.TF_CROP_AND_RESIZE) continue;
                cases.of(resize(Interpolation.NEAREST, coordinates, rounding, false), x, none, whole, sizes());
            }
        }
        for (Interpolation mode : Interpolation.values()) {
            Resize resize = resize(mode, Coordinates.HALF_PIXEL, Resize.Rounding.ROUND_PREFER_CEIL, false);
            cases.of(resize, data(Draw.f32(1, 2, 17, 3, 5)), none, none, sizes(2, 17, 7, 4));
            cases.of(resize, data(Draw.f32(1, 2, 3, 9)), none, none, sizes(2, 3, 20));
            cases.of(resize, data(Draw.f32(1, 2, 3, 4, 5)), none, none, sizes(2, 5, 4, 3));
            cases.of(resize, data(Draw.f32(1, 2, 2, 3, 4, 5)), none, none, sizes(2, 2, 4, 5, 7));
        }
        for (Element element : List.of(Element.U8, Element.I8)) {
            Resize resize = resize(Interpolation.NEAREST, Coordinates.ASYMMETRIC, Resize.Rounding.FLOOR, false);
            cases.of(resize, data(Draw.of(element, 1, 2, 3, 4, 5)), none, none, sizes(2, 3, 7, 3));
        }
        for (KeepAspect keep : KeepAspect.values()) {
            cases.of(
                    new Resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, Resize.Rounding.FLOOR, -0.75, false, 0, false, keep,
                            List.of(2, 3)),
                    x, none, none, sizes(8, 7));
        }
    }

    private static Resize resize(Interpolation mode, Coordinates coordinates, Resize.Rounding rounding, boolean antialias) {
        return new Resize(mode, coordinates, rounding, -0.75, false, 0.5, antialias, KeepAspect.STRETCH, List.of());
    }

    private static void grids(CaseList cases) {
        Operand x = data(Draw.f32(1, 2, 3, 4, 5));
        Operand grid = data(Draw.floats(Element.F32, 2, -1.3, 1.3, 2, 3, 2, 2));
        for (boolean flag : List.of(true, false)) {
            for (Interpolation mode : Interpolation.values()) {
                for (GridSample.Outside outside : GridSample.Outside.values()) {
                    cases.of(new GridSample(mode, outside, flag), x, grid);
                }
            }
            cases.of(new AffineGrid(flag), data(Draw.f32(1, 2, 2, 3)), sizes(2, 3, 4, 5));
            cases.of(new AffineGrid(flag), data(Draw.f32(1, 1, 3, 4)), sizes(1, 2, 2, 3, 2));
            Operand rois = data(Draw.vector(Element.F32, 0, 0, 3, 4, 1, 0.5, 2.5, 3, 0.2, 0.1, 3.9, 2.7));
            Operand regions = data(rois.tensor().reshaped(3, 4));
            Operand batch = data(Draw.vector(Element.I64, 0, 1, 0));
            cases.of(new RoiAlign(flag, 2, 3, 2, 1, true), x, regions, batch);
            cases.of(new RoiAlign(flag, 2, 2, 0, 0.5, false), x, regions, batch);
        }
    }

    private static void spectra(CaseList cases) {
        Operand real = data(Draw.f32(1, 2, 8, 1));
        Operand complex = data(Draw.f32(1, 2, 7, 2));
        cases.of(new Dft(false, false), real, scalar(Element.I64, 8), scalar(Element.I64, 1));
        cases.of(new Dft(false, true), real, scalar(Element.I64, 8), scalar(Element.I64, -2));
        cases.of(new Dft(false, false), complex, scalar(Element.I64, 5), scalar(Element.I64, 1));
        cases.of(new Dft(true, false), complex, scalar(Element.I64, 7), scalar(Element.I64, 1));
        for (boolean oneSided : List.of(true, false)) {
            cases.of(
                    new Stft(oneSided), data(Draw.f32(1, 2, 20, 1)), scalar(Element.I64, 4),
                    constant(Draw.floats(Element.F32, 2, 0, 1, 8)));
        }
    }
}
