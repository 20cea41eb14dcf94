// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Sampling.AffineGrid;
import dev.dyadic.ir.op.Sampling.GridSample;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.op.Sampling.Resize.Rounding;
import dev.dyadic.ir.op.Sampling.RoiAlign;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Resizing and reading between grid points. */
final class Samplings {

    private Samplings() {}

    static void register(Translations all) {
        all.put("Resize", Samplings::resize);
        all.put("Upsample", Samplings::upsample);
        all.put("GridSample", Samplings::gridSample);
        all.put("AffineGrid", Samplings::affineGrid);
        all.put("RoiAlign", Samplings::roiAlign);
    }

    private static List<Value> resize(OnnxNode node, Emitter emit) {
        if (node.version() < 11) return List.of(scaled(node, node.in(1), emit));
        var resize = new Resize(
                interpolation(node.text("mode", "nearest")),
                coordinates(node.text("coordinate_transformation_mode", "half_pixel")),
                rounding(node.text("nearest_mode", "round_prefer_floor")),
                node.real("cubic_coeff_a", -0.75),
                node.flag("exclude_outside", false),
                node.real("extrapolation_value", 0),
                node.flag("antialias", false),
                keepAspect(node.text("keep_aspect_ratio_policy", "stretch")),
                node.integers("axes").stream().map(Math::toIntExact).toList());
        boolean cropped = resize.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
        if (cropped && !node.has(1)) throw new Refusal("tf_crop_and_resize needs an roi");
        Value roi = cropped ? node.in(1) : none(emit);
        Value scales = node.optional(2).orElseGet(() -> none(emit));
        Value sizes = node.optional(3).orElseGet(emit::sizes);
        return List.of(emit.emit(resize, node.in(0), roi, scales, sizes));
    }

    /** Until opset 9 scales were an attribute. */
    private static List<Value> upsample(OnnxNode node, Emitter emit) {
        if (node.version() >= 9) return List.of(scaled(node, node.in(1), emit));
        double[] scales = node.reals("scales").stream().mapToDouble(Double::doubleValue).toArray();
        Value constant = emit.constant(Tensor.ofDoubles(Element.F32, new long[] {scales.length}, scales));
        return List.of(scaled(node, constant, emit));
    }

    /** As all resizing was before opset 11. */
    private static Value scaled(OnnxNode node, Value scales, Emitter emit) {
        var resize = new Resize(
                interpolation(node.text("mode", "nearest")),
                Coordinates.ASYMMETRIC,
                Rounding.FLOOR,
                -0.75,
                false,
                0,
                false,
                KeepAspect.STRETCH,
                List.of());
        return emit.emit(resize, node.in(0), none(emit), scales, emit.sizes());
    }

    private static Value none(Emitter emit) {
        return emit.constant(Tensor.of(new long[] {0}, new float[0]));
    }

    private static List<Value> gridSample(OnnxNode node, Emitter emit) {
        String padding = node.text("padding_mode", "zeros");
        GridSample.Outside outside = switch (padding) {
            case "zeros" -> GridSample.Outside.ZEROS;
            case "border" -> GridSample.Outside.BORDER;
            case "reflection" -> GridSample.Outside.REFLECTION;
            default -> throw new Refusal("padding_mode " + padding + " is not supported");
        };
        Interpolation mode = interpolation(node.text("mode", "linear"));
        var sample = new GridSample(mode, outside, node.flag("align_corners", false));
        return List.of(emit.emit(sample, node.in(0), node.in(1)));
    }

    private static List<Value> affineGrid(OnnxNode node, Emitter emit) {
        return List.of(emit.emit(new AffineGrid(node.flag("align_corners", false)), node.in(0), node.in(1)));
    }

    /** Opset 16 moved the samples by half a pixel, and has an attribute to leave them where they were. */
    private static List<Value> roiAlign(OnnxNode node, Emitter emit) {
        String mode = node.text("mode", "avg");
        if (!mode.equals("avg") && !mode.equals("max")) throw new Refusal("mode " + mode + ": it is avg or max");
        String coordinates = node.text("coordinate_transformation_mode", "half_pixel");
        boolean halfPixel = node.version() >= 16 && coordinates.equals("half_pixel");
        var align = new RoiAlign(
                mode.equals("max"),
                node.integer("output_height", 1),
                node.integer("output_width", 1),
                node.integer("sampling_ratio", 0),
                node.real("spatial_scale", 1),
                halfPixel);
        return List.of(emit.emit(align, node.in(0), node.in(1), node.in(2)));
    }

    private static Interpolation interpolation(String mode) {
        return switch (mode) {
            case "nearest" -> Interpolation.NEAREST;
            case "linear", "bilinear" -> Interpolation.LINEAR;
            case "cubic", "bicubic" -> Interpolation.CUBIC;
            default -> throw new Refusal("mode " + mode + " is not supported; it is nearest, linear or cubic");
        };
    }

    private static Coordinates coordinates(String mode) {
        return switch (mode) {
            case "half_pixel" -> Coordinates.HALF_PIXEL;
            case "half_pixel_symmetric" -> Coordinates.HALF_PIXEL_SYMMETRIC;
            case "pytorch_half_pixel" -> Coordinates.PYTORCH_HALF_PIXEL;
            case "align_corners" -> Coordinates.ALIGN_CORNERS;
            case "asymmetric" -> Coordinates.ASYMMETRIC;
            case "tf_crop_and_resize" -> Coordinates.TF_CROP_AND_RESIZE;
            default -> throw new Refusal("coordinate_transformation_mode " + mode + " is not supported");
        };
    }

    private static Rounding rounding(String mode) {
        return switch (mode) {
            case "round_prefer_floor", "" -> Rounding.ROUND_PREFER_FLOOR;
            case "round_prefer_ceil" -> Rounding.ROUND_PREFER_CEIL;
            case "floor" -> Rounding.FLOOR;
            case "ceil" -> Rounding.CEIL;
            default -> throw new Refusal("nearest_mode " + mode + " is not supported");
        };
    }

    private static KeepAspect keepAspect(String policy) {
        return switch (policy) {
            case "stretch" -> KeepAspect.STRETCH;
            case "not_larger" -> KeepAspect.NOT_LARGER;
            case "not_smaller" -> KeepAspect.NOT_SMALLER;
            default -> throw new Refusal("keep_aspect_ratio_policy " + policy + " is not supported");
        };
    }
}
