// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.tensor.Codec;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tensors spelled out: the type, then the elements in row-major order, as in {@code 2x2xf32(1.0, -0.0, nan, inf)}; a scalar is
 * {@code i64(3)}. A NaN with other bits than the usual ones shows them: {@code nan:7fc00001}.
 */
public final class TensorText {

    private TensorText() {}

    /** A tensor of numbers or bools as text that reads back to the same bits. */
    public static String print(Tensor tensor) {
        var text = new StringBuilder(tensor.type().toString()).append('(');
        for (long i = 0; i < tensor.count(); i++) {
            if (i > 0) text.append(", ");
            text.append(print(tensor, i));
        }
        return text.append(')').toString();
    }

    private static String print(Tensor tensor, long i) {
        Element element = tensor.element();
        return switch (element.kind()) {
            case INT -> Long.toString(tensor.getLong(i));
            case UINT -> Long.toUnsignedString(tensor.getLong(i));
            case BOOL -> Boolean.toString(tensor.getBoolean(i));
            case FLOAT, BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> real(tensor, i);
            case STRING -> throw new IllegalStateException("tensors of strings do not exist");
        };
    }

    private static String real(Tensor tensor, long i) {
        Element element = tensor.element();
        double value = tensor.getDouble(i);
        if (Double.isNaN(value)) {
            long bits = bits(tensor, i);
            return bits == Codec.bits(element, Double.NaN, true) ? "nan" : "nan:" + Long.toHexString(bits);
        }
        return element.equals(Element.F64) ? Numbers.print(value) : Numbers.print((float) value);
    }

    private static long bits(Tensor tensor, long i) {
        int bytes = tensor.element().bytes();
        long bits = 0;
        for (int b = bytes - 1; b >= 0; b--) {
            bits = bits << 8 | tensor.data().get(ValueLayout.JAVA_BYTE, i * bytes + b) & 0xff;
        }
        return bits;
    }

    /**
     * The tensor a text stands for.
     *
     * @param where what messages call the text
     * @throws dev.dyadic.ir.DyadicException if it is none
     */
    public static Tensor parse(String where, String text) {
        var in = new Cursor(where, text);
        Tensor tensor = parse(in);
        if (in.peek() != Cursor.END) throw in.unexpected("the end of the tensor");
        return tensor;
    }

    /** Reads a tensor whose type is next. */
    static Tensor parse(Cursor in) {
        int place = in.mark();
        Type type = TypeParser.parse(in);
        boolean plain = type.scalar() instanceof Element element && element.kind() != Element.Kind.STRING;
        long[] sizes = type.shape().sizes().orElse(new long[] {-1});
        if (!plain || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw in.error(place, "found a tensor of type " + type + "; expected sizes that are numbers and a plain element");
        }
        Element element = type.element();
        in.expect("(");
        long[] values = new long[16];
        int count = 0;
        while (in.peek() != ')') {
            if (count > 0) in.expect(",");
            if (count == values.length) values = Arrays.copyOf(values, 2 * count);
            values[count++] = element(in, element);
        }
        in.expect(")");
        long expected = count(sizes);
        if (expected != count) {
            throw in.error(place, "found " + count + " elements; expected "
                    + (expected < 0 ? "more than fit in memory" : String.valueOf(expected)) + " in " + type);
        }
        return Tensor.of(element, sizes, pack(element, values, count));
    }

    /** The product of the sizes, -1 where it is beyond 64 bits. */
    private static long count(long[] sizes) {
        try {
            return Tensor.count(sizes);
        } catch (ArithmeticException _) {
            return -1;
        }
    }

    private static MemorySegment pack(Element element, long[] values, int count) {
        int bytes = element.bytes();
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (bytes) {
                case 1 -> data.put((byte) values[i]);
                case 2 -> data.putShort((short) values[i]);
                case 4 -> data.putInt((int) values[i]);
                default -> data.putLong(values[i]);
            }
        }
        return MemorySegment.ofArray(data.array());
    }

    /** The bits of the next element. */
    private static long element(Cursor in, Element element) {
        return switch (element.kind()) {
            case INT -> Numbers.integer(in, element.min(), element.max());
            case UINT -> element.bits() == 64 ? Numbers.unsigned(in) : Numbers.integer(in, 0, element.max());
            case BOOL -> bool(in) ? 1 : 0;
            case FLOAT, BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> real(in, element);
            case STRING -> throw new IllegalStateException("tensors of strings do not exist");
        };
    }

    static boolean bool(Cursor in) {
        String word = in.peekWord();
        if (!word.equals("true") && !word.equals("false")) throw in.unexpected("true or false");
        return in.word().equals("true");
    }

    private static long real(Cursor in, Element element) {
        int place = in.mark();
        if (in.peekWord().equals("nan")) return nan(in, element);
        if (element.equals(Element.F32)) return Float.floatToRawIntBits(Numbers.single(in));
        double value = Numbers.real(in);
        long bits = Codec.bits(element, value, false);
        if (!fits(element, value, bits))
            throw in.error(place, "found " + Numbers.print(value) + "; expected a number " + element + " can hold");
        return bits;
    }

    private static boolean fits(Element element, double value, long bits) {
        double back = decode(element, bits);
        if (Double.isInfinite(value)) return back == value;
        if (!Double.isFinite(back)) return false;
        if (element.minifloat().isEmpty()) return true;
        double largest = Arrays.stream(element.minifloat().get().values()).filter(Double::isFinite).max().orElseThrow();
        return Math.abs(value) <= largest && (element.isSigned() || value > 0);
    }

    private static long nan(Cursor in, Element element) {
        int place = in.mark();
        in.word();
        long usual = Codec.bits(element, Double.NaN, true);
        if (!Double.isNaN(decode(element, usual)))
            throw in.error(place, "found nan; expected a number, " + element + " has no NaN");
        if (!in.takeHere(":")) return usual;
        String digits = in.run(c -> Cursor.isDigit(c) || c >= 'a' && c <= 'f');
        if (!digits.isEmpty() && digits.length() <= 2 * element.bytes()) {
            long bits = Long.parseUnsignedLong(digits, 16);
            if (Double.isNaN(decode(element, bits))) return bits;
        }
        throw in.error(place,
                "found 'nan:" + Cursor.shortened(digits) + "'; expected the bits of a NaN of " + element + " in hex");
    }

    private static double decode(Element element, long bits) {
        return Tensor.of(element, new long[0], pack(element, new long[] {bits}, 1)).getDouble(0);
    }
}
