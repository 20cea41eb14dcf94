// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Tensors of every kind, and files of them in memory. */
final class Samples {

    private static final List<Element> INTEGERS = List.of(
            Element.BOOL, Element.I8, Element.I16, Element.I32, Element.I64, Element.U8, Element.U16, Element.U32, Element.U64,
            Element.I4, Element.U4, Element.signed(12), Element.unsigned(2), Element.signed(33));

    private static final List<Element> FLOATS = List.of(
            Element.F16, Element.F32, Element.F64, Element.BF16, Element.F8E4M3FN, Element.F8E4M3FNUZ, Element.F8E5M2,
            Element.F8E5M2FNUZ, Element.F8E8M0, Element.F4E2M1);

    /** What writes a file. */
    interface Content {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private Samples() {}

    /** One of each element, of shape 2x3, a scalar and an empty one. */
    static SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        long[] sizes = {2, 3};
        for (Element each : INTEGERS) tensors.put("int/" + each, Tensor.ofLongs(each, sizes, 0, 1, each.min(), each.max(), 1, 0));
        for (Element each : FLOATS) tensors.put("float." + each, Tensor.ofDoubles(each, sizes, 0.5, 1, 2, 4, 1.5, 3));
        tensors.put("\"größe\\\n", Tensor.scalar(Element.F32, -0.0));
        tensors.put("empty", Tensor.of(new long[] {0, 4}, new float[0]));
        return tensors;
    }

    static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(Channels.newChannel(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
