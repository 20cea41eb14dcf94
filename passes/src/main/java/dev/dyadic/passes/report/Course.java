// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.Closeness;
import dev.dyadic.plugin.measure.ProgramReport.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How the values of a program drift from the model's, in the order of the model: a chart of two series along one axis. */
public record Course(List<Moved> values, Decibels axis) {

    public static final int WIDTH = 960;
    public static final int HEIGHT = 260;
    /** Where the chart begins; the axis is labelled before it. */
    public static final int LEFT = 56;
    private static final int MARGIN = 12;

    /** A value in the chart. */
    public record Point(String x, String y, String told) {}

    public static Course of(List<Moved> values) {
        return new Course(values, Decibels.of(
                values.stream().flatMapToDouble(each -> DoubleStream.of(each.localSqnr(), each.cumulativeSqnr()))));
    }

    /** Each value that is rounded, at the noise of its own rounding. */
    public List<Point> own() {
        return points(Moved::localSqnr, "own rounding");
    }

    /** Each value that is not the model's to the bit, at its distance from it. */
    public List<Point> cumulative() {
        return points(Moved::cumulativeSqnr, "against the model");
    }

    /** The points of an SVG line. */
    public static String line(List<Point> points) {
        return points.stream().map(point -> point.x() + "," + point.y()).collect(Collectors.joining(" "));
    }

    /** Where a ratio lies, from the top. */
    public String height(double ratio) {
        return Figures.format("%.1f", HEIGHT - MARGIN - axis.share(ratio) * (HEIGHT - 2 * MARGIN));
    }

    private List<Point> points(ToDoubleFunction<Moved> figure, String series) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            double ratio = figure.applyAsDouble(values.get(i));
            if (ratio >= Closeness.NO_NOISE) continue;
            double x = LEFT + (WIDTH - LEFT) * (i + 0.5) / values.size();
            String told = values.get(i).name() + ", " + series + ": " + Figures.decibels(ratio);
            points.add(new Point(Figures.format("%.1f", x), height(ratio), told));
        }
        return points;
    }
}
