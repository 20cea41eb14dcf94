// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A graph as text.
 *
 * @param text the text, ending with a line end
 * @param weights the tensors the text only names, in the order it does
 */
public record Printed(String text, SequencedMap<String, Tensor> weights) {

    public Printed {
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }
}
