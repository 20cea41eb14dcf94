// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.passes.report.page.JtereportGenerated;
import dev.dyadic.plugin.Report;
import dev.dyadic.plugin.measure.ProgramReport;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/**
 * A page that stands alone: no script, nothing fetched, plots as SVG in the text, for dark screens too. All text is escaped for the place
 * where it stands.
 */
public record HtmlReport() implements Report {

    @Override public String name() { return "html"; }

    @Override public String summary() { return "A page that stands alone: layers, histograms, plots of quality."; }

    @Override public String extension() { return "html"; }

    @Override public String page(ProgramReport report) {
        var page = new StringOutput();
        JtereportGenerated.render(new OwaspHtmlTemplateOutput(page), null, report);
        return page.toString();
    }
}
