// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.plugin.measure.Closeness;
import dev.dyadic.plugin.measure.FloatOp;
import dev.dyadic.plugin.measure.Goal;
import dev.dyadic.plugin.measure.Histogram;
import dev.dyadic.plugin.measure.Layer;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.measure.ProgramReport.Moved;
import dev.dyadic.plugin.measure.ProgramReport.Output;
import dev.dyadic.plugin.measure.ProgramReport.Outputs;
import dev.dyadic.plugin.measure.Tally;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The page ... */
class HtmlReportTest {

    private static final String HOSTILE = "\"><img src='http://example.invalid/x' onerror=alert(1)><script>alert(2)</script>&amp;";

    @Test void escapesWhatModelsAndRecipesSay() {
        String page = new HtmlReport().page(report(HOSTILE));
        for (String part : List.of("<img", "<script", HOSTILE)) assertFalse(page.contains(part), part);
        assertTrue(page.contains("&lt;script&gt;alert(2)&lt;/script&gt;&amp;amp;"), page);
    }

    @Test void fetchesNothing() {
        String page = new HtmlReport().page(report("fc1"));
        for (String part : List.of("src=", "href=", "url(", "@import", "<script")) assertFalse(page.contains(part), part);
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test void hasTheFiguresOfEachLayer() {
        String page = new HtmlReport().page(report("fc1"));
        for (String part : List.of("fc1", "44.4 dB", "45.5 dB", "33.3 dB", "1.5 KiB", "i8{axis=0}", "preset int8:9:1",
                "missed")) {
            assertTrue(page.contains(part), part);
        }
        assertEquals(2, page.split("class=\"histogram\"", -1).length - 1);
        assertEquals(1, page.split("class=\"sensitivity\"", -1).length - 1);
    }

    @Test void isTheSameInAnyLocale() {
        Locale before = Locale.getDefault();
        String page = new HtmlReport().page(report("fc1"));
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(page, new HtmlReport().page(report("fc1")));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test void saysWhereNothingWasMeasured() {
        var empty = new ProgramReport("dyadic", "m.onnx", "00", Map.of(), "recipe \"x\"", 0, "reference", 0, 1, 4, 1, List.of(),
                List.of(),
                Optional.empty(), List.of(), List.of(), List.of(), List.of());
        String page = new HtmlReport().page(empty);
        assertTrue(page.contains("Not measured: there was no data."), page);
        assertTrue(page.contains("computes with integers only"), page);
    }

    private static ProgramReport report(String name) {
        var histogram = new Histogram(2, Collections.nCopies(Histogram.BINS, 3L));
        var layer = new Layer(name, "matmul", true, "i8", "i8, range by min-max", "i8{axis=0}", List.of("preset int8:9:1"), 1536,
                OptionalDouble.of(44.4), OptionalDouble.of(45.5), OptionalDouble.of(33.3), OptionalDouble.of(40),
                Optional.of(histogram), Optional.of(histogram));
        var output = new Output(name, Tally.of(new Closeness(1, 1, 1, 0.001, 0.01)));
        return new ProgramReport(
                "dyadic 1", name, "00", Map.of(name, name), "recipe \"" + name + "\"", 0, "reference", 4, 5, 400, 100,
                List.of(layer),
                List.of(new Moved(name, Closeness.NO_NOISE, 33.3), new Moved("z", 51, -3)),
                Optional.of(new Outputs(4, 0.99, 30, 0.01, List.of(output))), List.of(new FloatOp(name, "tanh", name)),
                List.of(new Goal("expect cosine >= 0.999", "r:1:1", OptionalDouble.of(0.99), false)), List.of(), List.of(name));
    }
}
