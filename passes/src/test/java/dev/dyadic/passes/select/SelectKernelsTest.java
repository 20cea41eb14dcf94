// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Contribution;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.Plugin;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectKernelsTest {

    private static final String BEFORE = """
            graph @g integer (%x: [N]x4xi8, %u: 3x4xu8, %z: i8, %v: u8) {
              %w = constant() {value=4x2xi8(1, 2, 3, 4, 5, 6, 7, 8)} : 4x2xi8
              %y = matmul-integer(%x, %w, %z, %z) : [N]x2xi32
              %p = matmul-integer(%u, %w, %v, %z) : 3x2xi32
              return %y, %p
            }
            """;

    /** A row whose time is so much for each call and so much for each row of the result. */
    private record Row(String name, double call, double row) implements Kernel {
        @Override public String summary() { return "A row of the table."; }
        @Override public String job() { return "matmul-integer"; }
        @Override public List<Element> operands() { return List.of(Element.I8, Element.I8); }
        @Override public Element result() { return Element.I32; }
        @Override public Tile tile() { return new Tile(1, 1, 1); }
        @Override public Set<String> needs() { return Set.of(); }
        @Override public double cost(Size size) { return call + row * size.rows(); }
    }

    private record Rows(List<Contribution> contributions) implements Plugin {
        @Override public String name() { return "rows"; }
        @Override public int apiVersion() { return Plugin.API; }
    }

    private static final Context CONTEXT = Context.of(Registry.of(new Rows(List.of(
            new Row("row-for-few", 1, 10), new Row("row-for-many", 100, 1)))));

    @Test void namesTheQuickestForTheUsualSize() {
        Graph selected = new SelectKernels().run(QirParser.parse("g", BEFORE), CONTEXT);
        assertEquals(BEFORE.replace("integer (", "selected (").replace("[N]x2xi32", "[N]x2xi32 by \"row-for-many\""),
                QirPrinter.print(selected).text());
        assertSame(selected, new SelectKernels().run(selected, CONTEXT));
    }

    @Test void namesAnotherForAnotherSize() {
        Graph selected = new SelectKernels(2).run(QirParser.parse("g", BEFORE), CONTEXT);
        assertEquals("row-for-few", selected.nodes().get(1).kernel().orElseThrow());
    }

    @Test void refusesSizeZero() { assertThrows(IllegalArgumentException.class, () -> new SelectKernels(0)); }
}
