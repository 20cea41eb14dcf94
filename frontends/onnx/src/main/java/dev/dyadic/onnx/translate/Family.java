// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import java.util.List;
import java.util.function.Consumer;

/** The families of translations. */
public final class Family {

    private static final List<Consumer<Translations>> ALL = List.of(
            Attentions::register,
            Contractions::register,
            Detections::register,
            Gates::register,
            LayerNorms::register,
            Losses::register,
            Normalizations::register,
            PackedWeights::register,
            Poolings::register,
            Quantizations::register,
            QuantizedMaps::register,
            QuantizedProducts::register,
            Recurrences::register,
            Rotations::register,
            Samplings::register,
            Softmaxes::register,
            Spectra::register,
            StatefulMixers::register);

    private Family() {}

    /** A table of all of them. */
    public static Translations table() {
        Translations table = new Translations();
        for (Consumer<Translations> family : ALL) family.accept(table);
        return table;
    }
}
