// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.Closeness;
import dev.dyadic.plugin.measure.Layer;
import java.util.Comparator;
import java.util.List;

/** The layers of which was measured what the outputs lose by them alone, worst first: a chart of bars. */
public record Harm(List<Layer> layers) {

    public static final int WIDTH = 960;
    public static final int ROW = 20;
    /** Where bars begin; names stand before it. */
    public static final int LEFT = 420;
    private static final int RIGHT = 80;
    private static final int MOST_LETTERS = 60;

    public Harm {
        layers = layers.stream()
                .filter(layer -> layer.sensitivity().orElse(Closeness.NO_NOISE) < Closeness.NO_NOISE)
                .sorted(Comparator.comparingDouble(layer -> layer.sensitivity().getAsDouble()))
                .toList();
    }

    public int height() {
        return ROW * layers.size();
    }

    /** The length of a layer's bar: the more dB the outputs keep, the longer. */
    public double length(Layer layer) {
        Decibels axis = Decibels.of(layers.stream().mapToDouble(each -> each.sensitivity().getAsDouble()));
        return Math.round(1 + axis.share(layer.sensitivity().getAsDouble()) * (WIDTH - LEFT - RIGHT));
    }

    /** Its name, the middle left out where it is long. */
    public static String label(Layer layer) {
        String name = layer.name();
        if (name.length() <= MOST_LETTERS) return name;
        int half = MOST_LETTERS / 2;
        return name.substring(0, half) + "…" + name.substring(name.length() - half);
    }
}
