// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.generate.Transfer;
import dev.dyadic.backend.simd.generate.Packing;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.ColumnRequant;
import dev.dyadic.simd.SumRequant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The constants of a program apart from it: arrays, and for each constant the Java expression that makes it of them.
 *
 * @param code by number of the constant; {@code weights} gives an array by its name
 * @param arrays as tensors of one axis
 * @param names the name of each array that is stored already
 */
record StoredConstants(List<String> code, SequencedMap<String, Tensor> arrays, Map<Object, String> names) {

    static StoredConstants of(List<Object> constants) {
        var stored = new StoredConstants(new ArrayList<>(), new LinkedHashMap<>(), new IdentityHashMap<>());
        for (int i = 0; i < constants.size(); i++) stored.add("c" + i, constants.get(i));
        return stored;
    }

    private void add(String name, Object constant) {
        code.add(
                switch (constant) {
                    case Packing packing -> packing.code(array -> store(name, array));
                    case ColumnRequant requant -> "new ColumnRequant(" + store(name, requant.multipliers()) + ", "
                            + store(name, requant.shifts()) + ", " + requant.zero() + ", " + requant.lo() + ", " + requant.hi()
                            + ")";
                    case SumRequant(boolean aUnsigned, int aZero, int aMultiplier, boolean bUnsigned, int bZero, int bMultiplier, int shift, boolean halfEven, int zero, int lo, int hi) ->
                        "new SumRequant(" + aUnsigned + ", " + aZero + ", " + aMultiplier + ", " + bUnsigned + ", " + bZero + ", "
                                + bMultiplier + ", " + shift + ", " + halfEven + ", " + zero + ", " + lo + ", " + hi + ")";
                    default -> store(name, constant);
                });
    }

    /** The expression of an array, which is kept under the constant's name, or that with a number. */
    private String store(String constant, Object array) {
        String name = names.computeIfAbsent(array, _ -> {
            String free = constant;
            for (int i = 1; arrays.containsKey(free); i++) free = constant + "_" + i;
            arrays.put(free, Transfer.tensor(element(array), array));
            return free;
        });
        return "weights." + array.getClass().componentType() + "s(\"" + name + "\")";
    }

    private static Element element(Object array) {
        return switch (array) {
            case byte[] _ -> Element.I8;
            case short[] _ -> Element.I16;
            case int[] _ -> Element.I32;
            case long[] _ -> Element.I64;
            case float[] _ -> Element.F32;
            case double[] _ -> Element.F64;
            default -> throw new IllegalStateException("no constant that can be stored: " + array.getClass());
        };
    }
}
