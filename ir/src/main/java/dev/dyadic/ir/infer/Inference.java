// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Indexing;
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
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type rule of every op. */
public final class Inference {

    private Inference() {}

    /**
     * What is known of the results of an op. Where the rank of a result is known, every size is a number or is named, and results
     * that small constants decide are constants.
     *
     * @param op the op
     * @param ins what is known of its operands; of less knowledge comes less, never an error
     * @param outs the names of its results; a size that depends on data is named after them
     * @throws dev.dyadic.ir.DyadicException if the op cannot take such operands; it names the node by its first result
     */
    public static List<Fact> infer(Op op, List<Fact> ins, List<String> outs) {
        Site at = new Site(op, ins, outs);
        List<Fact> facts = typed(at);
        Optional<List<Fact>> constants = Folding.fold(at, facts);
        if (constants.isPresent()) return constants.get();
        List<Fact> named = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) named.add(at.named(i, facts.get(i)));
        return named;
    }

    private static List<Fact> typed(Site at) {
        try {
            return rule(at);
        } catch (ArithmeticException _) {
            throw at.wrong("its sizes are out of range; they must fit 64 bits.");
        }
    }

    private static List<Fact> rule(Site at) {
        return switch (at.op()) {
            case Contraction op -> ContractionTypes.infer(op, at);
            case Control op -> ControlTypes.infer(op, at);
            case CustomOp op -> custom(op, at);
            case Elementwise op -> ElementwiseTypes.infer(op, at);
            case Indexing op -> IndexingTypes.infer(op, at);
            case IntegerOp op -> IntegerTypes.infer(op, at);
            case Movement op -> MovementTypes.infer(op, at);
            case Normalization op -> NormalizationTypes.infer(op, at);
            case Pooling op -> PoolingTypes.infer(op, at);
            case Quantization op -> QuantizationTypes.infer(op, at);
            case Recurrence op -> RecurrenceTypes.infer(op, at);
            case Reduction op -> ReductionTypes.infer(op, at);
            case Sampling op -> SamplingTypes.infer(op, at);
            case Source op -> SourceTypes.infer(op, at);
            case Spectral op -> SpectralTypes.infer(op, at);
        };
    }

    private static List<Fact> custom(CustomOp op, Site at) {
        List<Type> types = op.infer(at.ins().stream().map(Fact::type).toList());
        if (types.size() != at.outs().size()) {
            throw at.wrong("found " + at.outs().size() + " results; it gives " + types.size() + ".");
        }
        return types.stream().map(Fact::of).toList();
    }
}
