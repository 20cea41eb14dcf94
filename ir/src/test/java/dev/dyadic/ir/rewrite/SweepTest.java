// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Elementwise.Abs;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.op.Elementwise.Relu;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest {

    /** relu(x) becomes |-x|: any two nodes will do. */
    private static final Rewrite RELU_TO_TWO_NODES = (node, at) -> node.op() instanceof Relu
            ? Optional.of(at.emit(new Abs(), at.emit(new Neg(), node.in(0))))
            : Optional.empty();

    private static final Rewrite DROP_ABS = (node, at) -> node.op() instanceof Abs ? Optional.of(node.in(0)) : Optional.empty();

    @Test void givesTheLastNodeTheNameOfWhatItReplaces() {
        check("""
                graph @g typed (%x: 2xf32) {
                  %y = relu(%x) : 2xf32
                  return %y
                }
                """, """
                graph @g typed (%x: 2xf32) {
                  %y.1 = neg(%x) : 2xf32
                  %y = abs(%y.1) : 2xf32
                  return %y
                }
                """, RELU_TO_TWO_NODES);
    }

    @Test void takesNoNameThatALaterNodeHas() {
        check("""
                graph @g typed (%x: 2xf32) {
                  %y = relu(%x) : 2xf32
                  %y.1 = exp(%y) : 2xf32
                  return %y.1
                }
                """, """
                graph @g typed (%x: 2xf32) {
                  %y.1.1 = neg(%x) : 2xf32
                  %y = abs(%y.1.1) : 2xf32
                  %y.1 = exp(%y) : 2xf32
                  return %y.1
                }
                """, RELU_TO_TWO_NODES);
    }

    @Test void keepsOutputsThatBecomeOtherValues() {
        check("""
                graph @g typed (%x: 2xf32) {
                  %a = abs(%x) : 2xf32
                  return %a
                }
                """, """
                graph @g typed (%x: 2xf32) {
                  %a = identity(%x) : 2xf32
                  return %a
                }
                """, DROP_ABS);
    }

    @Test void keepsTheNameOfAReplacementThatIsSharedLater() {
        check("""
                graph @g typed (%x: 2xf32) {
                  %a = relu(%x) : 2xf32
                  %b = abs(%a) : 2xf32
                  %c = exp(%b) : 2xf32
                  return %a, %c
                }
                """, """
                graph @g typed (%x: 2xf32) {
                  %a.1 = neg(%x) : 2xf32
                  %a = add(%a.1, %x) : 2xf32
                  %c = exp(%a) : 2xf32
                  return %a, %c
                }
                """, (node, at) -> node.op() instanceof Relu
                ? Optional.of(at.emit(new Add(), at.emit(new Neg(), node.in(0)), node.in(0)))
                : Optional.empty(), DROP_ABS);
    }

    @Test void givesTheSameGraphWhereNothingApplies() {
        Graph graph = QirParser.parse("text", "graph @g typed (%x: 2xf32) { %y = exp(%x) : 2xf32 return %y }");
        assertSame(graph, Sweep.exhaust(graph, List.of(RELU_TO_TWO_NODES, DROP_ABS)));
    }

    @Test void stopsRewritesThatUndoEachOther() {
        Graph graph = QirParser.parse("text", "graph @g typed (%x: 2xf32) { %y = exp(%x) : 2xf32 return %y }");
        Rewrite toNeg = (node, at) -> node.op() instanceof Exp ? Optional.of(at.emit(new Neg(), node.in(0))) : Optional.empty();
        Rewrite toExp = (node, at) -> node.op() instanceof Neg ? Optional.of(at.emit(new Exp(), node.in(0))) : Optional.empty();
        assertThrows(IllegalStateException.class, () -> Sweep.exhaust(graph, List.of(toNeg, toExp)));
    }

    private static void check(String before, String after, Rewrite... rewrites) {
        assertEquals(after, QirPrinter.inlined(Sweep.exhaust(QirParser.parse("text", before), List.of(rewrites))));
    }
}
