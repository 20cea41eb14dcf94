// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.op.AutoPad;
import java.util.List;

/** The attributes that ops with windows share. */
final class Windows {

    private Windows() {}

    static AutoPad autoPad(OnnxNode node) {
        String word = node.text("auto_pad", "NOTSET");
        return switch (word) {
            case "NOTSET", "" -> AutoPad.EXPLICIT;
            case "VALID" -> AutoPad.VALID;
            case "SAME_UPPER" -> AutoPad.SAME_UPPER;
            case "SAME_LOWER" -> AutoPad.SAME_LOWER;
            default -> throw new Refusal("auto_pad " + word + ": it is one of NOTSET, VALID, SAME_UPPER, SAME_LOWER");
        };
    }

    /** The sizes of the window, which must be given. */
    static List<Long> kernel(OnnxNode node) {
        List<Long> kernel = node.integers("kernel_shape");
        if (kernel.isEmpty()) throw new Refusal("attribute kernel_shape is missing");
        return kernel;
    }

    static List<Long> strides(OnnxNode node) {
        return node.integers("strides");
    }

    static List<Long> dilations(OnnxNode node) {
        return node.integers("dilations");
    }

    /** Begins, then ends; an automatic padding leaves none to be said. */
    static List<Long> pads(OnnxNode node) {
        return autoPad(node) == AutoPad.EXPLICIT ? node.integers("pads") : List.of();
    }
}
