// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

/**
 * What a node computes.
 *
 * <p>An op is a record: its components are its attributes, its name in kebab case is its mnemonic. Operands are the node's
 * inputs. No op prints, parses, infers or evaluates itself: {@code text}, {@code infer} and {@code reference} do so for
 * whole families, in switches without {@code default}, so that a new op shows by itself what it still needs.
 */
public sealed interface Op
        permits Contraction,
        Control,
        CustomOp,
        Elementwise,
        Indexing,
        IntegerOp,
        Movement,
        Normalization,
        Pooling,
        Quantization,
        Recurrence,
        Reduction,
        Sampling,
        Source,
        Spectral {

    /** The name in the text form, for example {@code layer-norm}. */
    default String mnemonic() {
        return Mnemonics.of(getClass());
    }
}
