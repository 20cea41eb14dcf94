// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Relu;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/** A small graph with names nobody would choose: codes times weights, floats without those below zero, and a constant. */
final class EmittedGraph {

    /** Ends strings and comments, where it is not written with care. */
    static final String NAME = "x\"); */ \\u0022 é // class";

    private EmittedGraph() {}

    static Graph of(String name) {
        var to = new Builder(name);
        Dim rows = Dim.named("rows");
        Value x = to.input(NAME, new Type(Shape.of(List.of(rows, Dim.of(9))), Element.U8));
        Value r = to.input("r", new Type(Shape.of(List.of(rows, Dim.of(3))), Element.F32));
        long[] weights = new Random(1).longs(9 * 5, -128, 128).toArray();
        Value w = to.constant("w", Tensor.ofLongs(Element.I8, new long[] {9, 5}, weights));
        Value y = to.emit("y", new MatmulInteger(), x, w, to.scalar("zero", Element.U8, 3), to.scalar("none", Element.I8, 0));
        Value z = to.emit("z", new Relu(), r);
        return to.build(Stage.INTEGER, List.of(y, z, to.constant("k", Tensor.of(new long[] {2}, 7L, 8L))));
    }

    static SequencedMap<String, Tensor> inputs(int rows) {
        var random = new Random(rows);
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        long[] codes = LongStream.generate(() -> random.nextInt(256)).limit(rows * 9L).toArray();
        arrays.put(NAME, Tensor.ofLongs(Element.U8, new long[] {rows, 9}, codes));
        float[] floats = new float[rows * 3];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) random.nextGaussian();
        arrays.put("r", Tensor.of(new long[] {rows, 3}, floats));
        return arrays;
    }
}
