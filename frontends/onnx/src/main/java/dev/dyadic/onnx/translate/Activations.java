// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The activations of a recurrent layer. Parameters are listed only for the activations that have them, in the order of the
 * activations; those that the model does not list have their defaults.
 */
record Activations(List<String> names, List<Double> alpha, List<Double> beta) {

    /** An activation's name, and the defaults of its parameters; NaN where it has none. */
    private record Known(String name, double alpha, double beta) {}

    private static final Map<String, Known> KNOWN = known();

    /**
     * Reads the attributes.
     *
     * @param defaults what one direction has when the attribute is absent
     */
    static Activations of(OnnxNode node, List<String> defaults, int directions) {
        List<String> given = node.texts("activations");
        int wanted = defaults.size() * directions;
        if (!given.isEmpty() && given.size() != wanted) {
            throw new Refusal("attribute activations must have " + wanted + " entries, found " + given.size());
        }
        Iterator<Double> alphas = node.reals("activation_alpha").iterator();
        Iterator<Double> betas = node.reals("activation_beta").iterator();
        List<String> names = new ArrayList<>();
        List<Double> alpha = new ArrayList<>();
        List<Double> beta = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            String name = given.isEmpty() ? defaults.get(i % defaults.size()) : given.get(i);
            Known known = KNOWN.get(name.toLowerCase(Locale.ROOT));
            if (known == null) throw new Refusal("activation " + name + " is not supported");
            names.add(known.name);
            if (!Double.isNaN(known.alpha)) alpha.add(next(alphas, known.alpha));
            if (!Double.isNaN(known.beta)) beta.add(next(betas, known.beta));
        }
        return new Activations(names, alpha, beta);
    }

    private static double next(Iterator<Double> given, double otherwise) {
        return given.hasNext() ? given.next() : otherwise;
    }

    private static Map<String, Known> known() {
        double none = Double.NaN;
        Map<String, Known> known = new TreeMap<>();
        for (Known each : List.of(
                new Known("Relu", none, none),
                new Known("Tanh", none, none),
                new Known("Sigmoid", none, none),
                new Known("Softsign", none, none),
                new Known("Softplus", none, none),
                new Known("Affine", 1, 0),
                new Known("LeakyRelu", 0.01f, none),
                new Known("ThresholdedRelu", 1, none),
                new Known("ScaledTanh", 1, 1),
                new Known("HardSigmoid", 0.2f, 0.5),
                new Known("Elu", 1, none))) {
            known.put(each.name.toLowerCase(Locale.ROOT), each);
        }
        return known;
    }
}
