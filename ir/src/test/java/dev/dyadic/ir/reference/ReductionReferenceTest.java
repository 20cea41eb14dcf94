// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static dev.dyadic.ir.reference.Graphs.eval;
import static dev.dyadic.ir.reference.Graphs.f32;
import static dev.dyadic.ir.reference.Graphs.ints;
import static dev.dyadic.ir.reference.Graphs.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.op.Normalization.*;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionReferenceTest {

    private static final Tensor MATRIX = Tensor.of(shape(2, 3), 1f, 2, 3, 4, 5, 6);

    @Test void foldsTheAxesItIsGivenOrAll() {
        assertEquals(f32(5, 7, 9), eval(new ReduceSum(false), MATRIX, Tensor.vector(0)));
        assertEquals(f32(2, 5).reshaped(2, 1), eval(new ReduceMean(true), MATRIX, Tensor.vector(-1)));
        assertEquals(Tensor.scalar(Element.F32, 720), eval(new ReduceProd(false), MATRIX));
        assertEquals(f32(6).reshaped(1, 1), eval(new ReduceMax(true), MATRIX, Tensor.vector()));
    }

    @Test void knowsWhatNothingFoldsTo() {
        Tensor none = Tensor.of(shape(2, 0), new float[0]);
        Tensor axis = Tensor.vector(1);
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(f32(0, 0), eval(new ReduceSum(false), none, axis));
        assertEquals(f32(1, 1), eval(new ReduceProd(false), none, axis));
        assertEquals(f32(-infinity, -infinity), eval(new ReduceMax(false), none, axis));
        assertEquals(f32(infinity, infinity), eval(new ReduceMin(false), none, axis));
        assertEquals(f32(-infinity, -infinity), eval(new ReduceLogSumExp(false), none, axis));
        Tensor codes = Tensor.ofLongs(Element.I8, shape(1, 0));
        assertEquals(ints(Element.I8, -128), eval(new ReduceMax(false), codes, axis));
        assertEquals(ints(Element.I8, 127), eval(new ReduceMin(false), codes, axis));
    }

    @Test void foldsBooleansAndUnsignedNumbers() {
        Tensor bools = Tensor.ofLongs(Element.BOOL, shape(2, 2), 1, 1, 0, 1);
        assertEquals(ints(Element.BOOL, 1, 1), eval(new ReduceMax(false), bools, Tensor.vector(1)));
        assertEquals(ints(Element.BOOL, 1, 0), eval(new ReduceMin(false), bools, Tensor.vector(1)));
        assertEquals(Tensor.ofLongs(Element.U64, shape(), -1), eval(new ReduceMax(false), ints(Element.U64, 5, -1, 7)));
    }

    @Test void computesLogSumExpWithoutOverflow() {
        double found = eval(new ReduceLogSumExp(false), f32(1000, 1000)).getDouble(0);
        assertEquals((float) (1000 + Math.log(2)), found);
    }

    @Test void picksTheFirstOrLastOfEquals() {
        Tensor x = Tensor.of(shape(2, 3), 1f, 3, 3, 7, 7, 0);
        assertEquals(ints(Element.I64, 1, 0), eval(new ArgMax(1, false, false), x));
        assertEquals(ints(Element.I64, 2, 1).reshaped(2, 1), eval(new ArgMax(-1, true, true), x));
        assertEquals(ints(Element.I64, 0, 0, 1), eval(new ArgMin(0, false, false), x));
    }

    @Test void runsTotalsForwardsAndBackwards() {
        Tensor x = f32(1, 2, 3);
        Tensor axis = Tensor.ofLongs(Element.I32, shape(), 0);
        assertEquals(f32(1, 3, 6), eval(new CumSum(false, false), x, axis));
        assertEquals(f32(0, 1, 3), eval(new CumSum(true, false), x, axis));
        assertEquals(f32(5, 3, 0), eval(new CumSum(true, true), x, axis));
        assertEquals(f32(6, 6, 3), eval(new CumProd(false, true), x, axis));
    }

    @Test void sharesOutProbabilities() {
        Tensor y = eval(new Softmax(-1), Tensor.of(shape(2, 2), 0f, 0, 1000, -1000));
        assertEquals(Tensor.of(shape(2, 2), 0.5f, 0.5f, 1, 0), y);
        Tensor masked = eval(new MaskedSoftmax(-1, -1e9), f32(1, 1, 5), f32(1, 1, 0));
        assertEquals(f32(0.5, 0.5, 0), masked);
    }

    @Test void normalizesLayersAndSaysByWhat() {
        Tensor x = Tensor.of(shape(2, 2), 1f, 3, 10, 10);
        List<Tensor> y = Reference.evaluate(new LayerNorm(1, 0.0625), List.of(x, f32(1, 2), f32(0, 1)), 3);
        double inverse = 1 / Math.sqrt(1.0625);
        assertArrayEquals(new double[] {(float) -inverse, (float) (2 * inverse + 1), 0, 1}, y.get(0).toDoubles());
        assertEquals(f32(2, 10).reshaped(2, 1), y.get(1));
        assertEquals(f32(inverse, 4).reshaped(2, 1), y.get(2));
    }
}
