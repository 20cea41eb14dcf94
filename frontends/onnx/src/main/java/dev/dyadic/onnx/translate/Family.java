// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import java.util.List;
import java.util.function.Consumer;

/** The families of translations. */
public final class Family {

    private static final List<Consumer<Translations>> ALL = List.of(
            ActivationFunctions::register,
            Arithmetic::register,
            Attentions::register,
            Casts::register,
            CausalConvolutions::register,
            Contractions::register,
            Controls::register,
            Gates::register,
            Indexings::register,
            LayerNorms::register,
            LinearAttentions::register,
            Losses::register,
            Movements::register,
            Normalizations::register,
            PackedWeights::register,
            Poolings::register,
            Quantizations::register,
            QuantizedMaps::register,
            QuantizedProducts::register,
            Randoms::register,
            Recurrences::register,
            Reductions::register,
            Rotations::register,
            Samplings::register,
            Slices::register,
            Softmaxes::register,
            Sources::register,
            Spectra::register,
            Unsupported::register);

    private Family() {}

    /** A table of all of them. */
    public static Translations table() {
        Translations table = new Translations();
        for (Consumer<Translations> family : ALL) family.accept(table);
        return table;
    }
}
