// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operand as large as the result, for kernels over whole arrays. Where only a run shows whether two sizes are equal, or one of them 1,
 * the operand is repeated into memory of its own if it is 1, and read where it lies if it is not.
 *
 * @param places the memory it may lie in
 * @param at where it begins there, a Java expression
 */
record Spread(String array, List<Place> places, String at) {

    /** Whether an operand is as large as the result, or may be; one that is smaller whatever the sizes are is better repeated by a loop. */
    static boolean fits(Located operand, Value result) {
        Shape own = operand.shape();
        Shape wanted = result.type().shape();
        if (own.equals(wanted)) return true;
        return own.rank() == wanted.rank() && operand.place() instanceof Place.Buffer && IntStream.range(0, own.rank())
                .allMatch(axis -> own.dim(axis).equals(wanted.dim(axis)) || !own.dim(axis).isConstant());
    }

    /** An operand that {@link #fits}. */
    static Spread of(Located operand, Value result, Layout layout, Draft draft) {
        Located own = Copies.convert(operand, layout, draft);
        if (!own.shape().equals(result.type().shape())) return repeated(own, result.type().shape(), draft);
        return new Spread(own.array(), List.of(own.place()), own.at());
    }

    private static Spread repeated(Located own, Shape wanted, Draft draft) {
        Located whole = new Located(own.value().as(own.value().type().with(wanted)),
                draft.buffer(Copies.storage(own), wanted.elements()), own.layout());
        List<Dim> reads = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int axis = 0; axis < own.rank(); axis++) {
            Dim size = own.shape().dim(axis);
            boolean same = size.equals(wanted.dim(axis));
            // 0 for a size of 1
            reads.add(same ? own.stride(axis) : own.stride(axis).times(size.plus(-1).min(Dim.ONE)));
            if (same) continue;
            draft.spread(size, wanted.dim(axis));
            equal.add(draft.sizes().of(size) + " == " + draft.sizes().of(wanted.dim(axis)));
        }
        String alike = "(" + String.join(" && ", equal) + ")";
        Copies.emit("%" + own.value().name() + ": repeated", wanted.dims(), own.layout(), new Copies.End(own, "0", reads),
                Copies.End.of(whole), alike, draft);
        return new Spread(own.array(), List.of(own.place(), whole.place()),
                "(" + alike + " ? " + own.at() + " : " + whole.at() + ")");
    }
}
