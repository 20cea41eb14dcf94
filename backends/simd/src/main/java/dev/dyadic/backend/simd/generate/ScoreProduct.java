// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import java.util.List;

/** The product of queries and keys that an attention begins with. */
sealed interface ScoreProduct permits FloatScoreProduct, CodeScoreProduct {

    Value q();

    Value result();

    /** The nodes that it takes. */
    List<Node> nodes();

    /** Where the keys lie. */
    Located k(Draft draft);

    /** How many keys there are. */
    Dim keys();

    /** How many elements a key has. */
    Dim depth();

    /** What its operands are. */
    String title();

    /**
     * Declares the scores, by that name, and {@code packed}, which has room for other floats before what it holds for them.
     *
     * @param scale the Java expression of the factor
     * @param qAt the Java expression of where the first query is
     * @param kAt the same of keys
     * @param before how many floats are before
     * @param kernel the name of the kernel for floats
     */
    void declare(String scale, Located q, String qAt, Located k, String kAt, String before, String kernel, Text text,
            Draft draft);
}
