// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.widen;

import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Spectral;

/** What an op does to numbers of a narrow float when it gets them as f32. */
enum Effect {
    /** It puts them elsewhere. */
    MOVES,
    /** Its results are numbers of the narrow float, too. */
    KEEPS,
    /** Its results are in need of rounding, once. */
    ROUNDS,
    /** It rounds to the narrow float before it is done, or says in an attribute what its result is. */
    INSISTS;

    static Effect of(Op op) {
        return switch (op) {
            case Source source -> source(source);
            case Elementwise elementwise -> elementwise(elementwise);
            case Movement _ -> MOVES;
            case Indexing indexing -> indexing(indexing);
            case Reduction reduction -> reduction(reduction);
            case Pooling pooling -> pooling(pooling);
            case Sampling.Resize resize -> resize(resize);
            case Normalization.Hardmax _, IntegerOp _ -> KEEPS;
            case Normalization.MaskedSoftmax _, Quantization.Quantize _ -> INSISTS;
            case Contraction _, Normalization _, Quantization _, Recurrence _, Sampling _, Spectral _ -> ROUNDS;
            case Control _, CustomOp _ -> INSISTS;
        };
    }

    private static Effect source(Source op) {
        return switch (op) {
            case Source.ShapeOf _ -> MOVES;
            case Source.Range _ -> ROUNDS;
            case Source.Constant _, Source.Parameter _, Source.RandomUniform _, Source.RandomNormal _ -> INSISTS;
        };
    }

    private static Effect elementwise(Elementwise op) {
        return switch (op) {
            case Elementwise.Abs _, Elementwise.Neg _, Elementwise.Sign _, Elementwise.Relu _ -> KEEPS;
            case Elementwise.Ceil _, Elementwise.Floor _, Elementwise.Round _ -> KEEPS;
            case Elementwise.Min _, Elementwise.Max _, Elementwise.Where _ -> KEEPS;
            case Elementwise.Test _, Elementwise.Comparison _ -> KEEPS;
            case Elementwise.Unary _, Elementwise.Binary _ -> ROUNDS;
            case Elementwise.Cast _, Elementwise.BitCast _ -> INSISTS;
        };
    }

    private static Effect indexing(Indexing op) {
        return switch (op) {
            case Indexing.Gather _, Indexing.GatherElements _, Indexing.GatherNd _, Indexing.Compress _ -> MOVES;
            case Indexing.ScatterElements(_, Combine combine) -> scatter(combine);
            case Indexing.ScatterNd(Combine combine) -> scatter(combine);
            case Indexing.NonZero _, Indexing.Unique _, Indexing.OneHot _, Indexing.TopK _, Indexing.NonMaxSuppression _ -> KEEPS;
        };
    }

    /** Sums and products are rounded with each update. */
    private static Effect scatter(Combine combine) {
        return switch (combine) {
            case REPLACE, MIN, MAX -> KEEPS;
            case ADD, MUL -> INSISTS;
        };
    }

    private static Effect reduction(Reduction op) {
        return switch (op) {
            case Reduction.ReduceMax _, Reduction.ReduceMin _, Reduction.ArgMax _, Reduction.ArgMin _ -> KEEPS;
            case Reduction.Fold _, Reduction.CumSum _, Reduction.CumProd _ -> ROUNDS;
        };
    }

    private static Effect pooling(Pooling op) {
        return switch (op) {
            case Pooling.MaxPool _, Pooling.GlobalMaxPool _, Pooling.MaxUnpool _ -> KEEPS;
            case Pooling.AveragePool _, Pooling.LpPool _, Pooling.GlobalAveragePool _, Pooling.Col2Im _ -> ROUNDS;
        };
    }

    private static Effect resize(Sampling.Resize op) {
        boolean picks = op.mode() == Sampling.Interpolation.NEAREST;
        return picks && op.coordinates() != Sampling.Resize.Coordinates.TF_CROP_AND_RESIZE ? KEEPS : ROUNDS;
    }
}
