// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The activations of recurrent layers, by ONNX's names. */
final class Activation {

    private Activation() {}

    /**
     * One function per name. Those that take an alpha or a beta use up the given numbers in order; when they run out, the usual
     * one holds.
     */
    static List<DoubleUnaryOperator> all(List<String> names, List<Double> alphas, List<Double> betas) {
        Iterator<Double> alpha = alphas.iterator();
        Iterator<Double> beta = betas.iterator();
        List<DoubleUnaryOperator> result = new ArrayList<>();
        for (String name : names) result.add(named(name, alpha, beta));
        return result;
    }

    private static DoubleUnaryOperator named(String name, Iterator<Double> alpha, Iterator<Double> beta) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "sigmoid" :
                return x -> 1 / (1 + Math.exp(-x));
            case "tanh" :
                return Math::tanh;
            case "relu" :
                return x -> Math.max(0, x);
            case "softsign" :
                return x -> x / (1 + Math.abs(x));
            case "softplus" :
                return x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case "leakyrelu" : {
                double a = next(alpha, 0.01);
                return x -> x < 0 ? a * x : x;
            }
            case "thresholdedrelu" : {
                double a = next(alpha, 1);
                return x -> x > a ? x : 0;
            }
            case "elu" : {
                double a = next(alpha, 1);
                return x -> x < 0 ? a * Math.expm1(x) : x;
            }
            case "affine" : {
                double a = next(alpha, 1);
                double b = next(beta, 0);
                return x -> a * x + b;
            }
            case "scaledtanh" : {
                double a = next(alpha, 1);
                double b = next(beta, 1);
                return x -> a * Math.tanh(b * x);
            }
            case "hardsigmoid" : {
                double a = next(alpha, 0.2);
                double b = next(beta, 0.5);
                return x -> Math.clamp(a * x + b, 0.0, 1.0);
            }
            default :
                throw DyadicException.model("",
                        "the activation \"" + name + "\" is not known; there are Sigmoid, Tanh, Relu, Softsign,"
                                + " Softplus, LeakyRelu, ThresholdedRelu, Elu, Affine, ScaledTanh and HardSigmoid.");
        }
    }

    private static double next(Iterator<Double> given, double usual) {
        return given.hasNext() ? given.next() : usual;
    }
}
