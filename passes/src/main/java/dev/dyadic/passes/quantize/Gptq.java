// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.plugin.recipe.WeightRounding;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Rounds weights one input after another, the error of each taken up by the inputs still to come, so that the product's result on the
 * data seen moves least (GPTQ, Frantar et al. 2022). With H = 2 sum x xT + damping and U the upper Cholesky factor of its inverse, the
 * error e of weight i moves weight j by {@code -e U[i][j] / U[i][i]}.
 *
 * <p>U is the inverse of R in {@code H = R RT}, R upper, which is the lower Cholesky factor of H with its axes turned round.
 */
final class Gptq {

    /** Damping grows by this much until H is positive definite. */
    private static final double MORE = 10;
    private static final double MOST_DAMPING = 1e3;

    private final int[] order;
    private final double[] upper;

    private Gptq(int[] order, double[] upper) {
        this.order = order;
        this.upper = upper;
    }

    /** What the data says about an order of rounding; nothing where it cannot be used. */
    static Optional<Gptq> of(Moments data, WeightRounding.Gptq options) {
        int size = data.size();
        int[] order = IntStream.range(0, size).toArray();
        if (options.actOrder()) {
            order = IntStream.range(0, size).boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -data.get(i, i)))
                    .mapToInt(Integer::intValue).toArray();
        }
        double mean = IntStream.range(0, size).mapToDouble(i -> data.get(i, i)).sum() / size;
        if (!(mean > 0) || Double.isInfinite(mean)) return Optional.empty();
        for (double damp = options.damp(); damp < MOST_DAMPING; damp *= MORE) {
            Optional<double[]> upper = upper(data, order, damp * mean);
            if (upper.isPresent()) return Optional.of(new Gptq(order, upper.get()));
        }
        return Optional.empty();
    }

    /** The factor 2 of H is left out: it changes no weight. */
    private static Optional<double[]> upper(Moments data, int[] order, double damping) {
        int size = order.length;
        var turned = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double moment = data.get(order[size - 1 - i], order[size - 1 - j]);
                turned.set(i, j, i == j ? moment + damping : moment);
            }
        }
        var cholesky = DecompositionFactory_DDRM.chol(size, true);
        if (!cholesky.decompose(turned)) return Optional.empty();
        double[] lower = cholesky.getT(null).data;
        TriangularSolver_DDRM.invertLower(lower, size);
        double[] upper = new double[size * size];
        for (int i = 0; i < size * size; i++) {
            upper[i] = lower[size * size - 1 - i];
            if (!Double.isFinite(upper[i])) return Optional.empty();
        }
        return Optional.of(upper);
    }

    /** The codes of weights, where the weights lie. */
    long[] round(double[] real, Channels at, Grid grid) {
        int depth = at.depth();
        long[] codes = new long[real.length];
        double[] weights = new double[depth];
        for (int c = 0; c < at.channels(); c++) {
            for (int i = 0; i < depth; i++) weights[i] = real[at.index(c, order[i])];
            for (int i = 0; i < depth; i++) {
                double step = grid.step(c, order[i], depth);
                long code = grid.code(weights[i], step);
                codes[at.index(c, order[i])] = code;
                double error = (weights[i] - code * step) / upper[i * depth + i];
                for (int j = i + 1; j < depth; j++) weights[j] -= error * upper[i * depth + j];
            }
        }
        return codes;
    }
}
