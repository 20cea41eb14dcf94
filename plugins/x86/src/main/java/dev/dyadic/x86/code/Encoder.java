// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

import dev.dyadic.x86.code.Instruction.Jump;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Instruction.Scalar;
import dev.dyadic.x86.code.Instruction.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instructions as bytes. */
public final class Encoder {

    private static final int JUMP_BYTES = 6;

    private Encoder() {}

    /** The bytes, one array per instruction; they may stand anywhere in memory. */
    public static List<byte[]> encode(List<Instruction> instructions) {
        Map<Label, Integer> places = new HashMap<>();
        List<byte[]> encoded = new ArrayList<>();
        int at = 0;
        for (Instruction each : instructions) {
            if (each instanceof Label label) places.put(label, at);
            byte[] bytes = each instanceof Jump ? new byte[JUMP_BYTES] : bytes(each);
            encoded.add(bytes);
            at += bytes.length;
        }
        at = 0;
        for (int i = 0; i < encoded.size(); i++) {
            at += encoded.get(i).length;
            if (instructions.get(i) instanceof Jump jump) encoded.set(i, jump(jump, places.get(jump.to()) - at));
        }
        return encoded;
    }

    private static byte[] bytes(Instruction instruction) {
        var out = new Bytes();
        switch (instruction) {
            case Scalar scalar -> ScalarEncoder.encode(scalar, out);
            case Vector vector -> VectorEncoder.encode(vector, out);
            case Label _, Jump _ -> {}
        }
        return out.toArray();
    }

    private static byte[] jump(Jump jump, int distance) {
        var out = new Bytes();
        out.put(0x0F, jump.condition().opcode());
        out.put32(distance);
        return out.toArray();
    }
}
