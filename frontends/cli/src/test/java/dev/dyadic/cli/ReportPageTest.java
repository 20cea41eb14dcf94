// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A report in a browser ... */
@Timeout(300)
class ReportPageTest {

    /** A layer whose name would be a picture from elsewhere if it were not escaped. */
    private static final String MODEL = """
            graph @two typed (%x: [N]x3xf32) {
              %w = constant() {value=3x2xf32(0.5, -0.25, 0.125, 1, 0.75, 0.3)} : 3x2xf32
              %v = constant() {value=2x2xf32(1, 2, 3, 4)} : 2x2xf32
              %"<img src=http://127.0.0.1:9/x>" = matmul(%x, %w) : [N]x2xf32
              %second = matmul(%"<img src=http://127.0.0.1:9/x>", %v) : [N]x2xf32
              %z = tanh(%second) : [N]x2xf32
              return %z
            }
            """;

    /** The browser's own processes may still write to its profile for a moment. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder;

    @Test void showsAllLayersWithTheirPlotsAndFetchesNothing() throws Exception {
        Browser browser = browser();
        Browser.Opened opened = browser.open(report());
        String dom = opened.dom();
        assertEquals(List.of(), opened.console());
        assertEquals(3, count(dom, "<tr>", "id=\"layers\"", "</table>"), dom);
        assertEquals(4, count(dom, "<svg class=\"histogram\"", "id=\"layers\"", "</table>"));
        assertEquals(2, count(dom, "<rect", "class=\"sensitivity\"", "</svg>"));
        assertTrue(count(dom, "<circle", "class=\"course\"", "</svg>") >= 4);
        assertTrue(dom.contains("&lt;img src=http://127.0.0.1:9/x&gt;"));
        assertFalse(dom.contains("<img"));
    }

    /** What the first test rests on: a page that does fetch is told of. */
    @Test void wouldBeCaughtIfItFetched() throws Exception {
        Browser browser = browser();
        Path page = report();
        Files.writeString(page, Files.readString(page).replace("</h1>", "</h1><img src='http://127.0.0.1:9/x'>"));
        assertFalse(browser.open(page).console().isEmpty());
    }

    private Browser browser() {
        var found = Browser.find(folder);
        assumeTrue(found.isPresent(), "needs chromium");
        return found.get();
    }

    private Path report() throws IOException {
        Files.writeString(folder.resolve("two.qir"), MODEL);
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("x", Tensor.of(new long[] {2, 3}, 1f, -2f, 0.3f, 4.7f, 0.1f, -1f));
        Npz.write(folder.resolve("calib.npz"), arrays);
        var err = new StringWriter();
        Path page = folder.resolve("two.html");
        int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "compile",
                folder.resolve("two.qir").toString(), "--recipe", "int8", "--calib", folder.resolve("calib.npz").toString(), "-o",
                folder.resolve("two.dyx").toString(), "--report", page.toString());
        assertEquals(0, code, err::toString);
        return page;
    }

    /** How often a text stands between the first place of one text and the next of another. */
    private static int count(String page, String what, String from, String to) {
        int start = page.indexOf(from);
        assertTrue(start >= 0, "no " + from + " in " + page);
        return page.substring(start, page.indexOf(to, start)).split(Pattern.quote(what), -1).length - 1;
    }
}
