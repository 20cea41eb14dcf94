// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs within graphs are programs of their own. */
class BodiesTest {

    private static final String BRANCHES = """
            graph @branches typed (%c: bool, %x: [N]xi32) {
              %y = if(%c, %x) {then=graph @then typed (%x: [N]xi32) {
                %twice = add(%x, %x) : [N]xi32
                return %twice
              }, otherwise=graph @else typed (%x: [N]xi32) {
                %less = neg(%x) : [N]xi32
                return %less
              }} : [N]xi32
              return %y
            }
            """;

    /** The body doubles what it is given: the type of its state holds in no second round. */
    private static final String GROWING = """
            graph @growing typed (%n: i64, %go: bool, %x: [N]xi32) {
              %y = loop(%n, %go, %x) {body=graph @body typed (%i: i64, %on: bool, %s: [N]xi32) {
                %t = concat(%s, %s) {axis=0} : [2*N]xi32
                return %on, %t
              }, states=1} : [M]xi32
              return %y
            }
            """;

    @Test void runsTheBranchThatIsTaken() {
        try (Executable program = new Simd(1).prepare(graph(BRANCHES))) {
            Tensor x = ints(1, 2, 3);
            assertEquals(List.of(ints(2, 4, 6)), program.run(List.of(truth(true), x)));
            assertEquals(List.of(ints(-1, -2, -3)), program.run(List.of(truth(false), x)));
            assertEquals(List.of(ints(2, 4)), program.run(List.of(truth(true), ints(1, 2))));
        }
    }

    @Test void profilesTheNodesOfTheBranch() {
        try (Executable program = new Simd(1).prepare(graph(BRANCHES))) {
            List<NodeTime> times = program.profile(List.of(truth(true), ints(1, 2, 3)));
            assertEquals(List.of("twice"), times.stream().map(NodeTime::node).toList());
            assertTrue(times.getFirst().nanoseconds() > 0);
        }
    }

    @Test void leavesBodiesThatOutgrowTheirTypesToTheReference() {
        Graph growing = graph(GROWING);
        List<Tensor> inputs = List.of(Tensor.of(new long[0], 3L), truth(true), ints(1, 2));
        try (Executable program = new Simd(1).prepare(growing)) {
            assertEquals(Reference.run(growing, inputs), program.run(inputs));
            assertEquals(Reference.run(growing, inputs), program.run(inputs));
        }
    }

    @Test void anInputThatIsWrongTakesNoBodyItsProgram() {
        Graph picking = graph("""
                graph @picking typed (%c: bool, %x: [N]xi32, %i: i64) {
                  %y = if(%c, %x, %i) {then=graph @then typed (%x: [N]xi32, %i: i64) {
                    %picked = gather(%x, %i) {axis=0} : i32
                    return %picked
                  }, otherwise=graph @else typed (%x: [N]xi32, %i: i64) {
                    %same = gather(%x, %i) {axis=0} : i32
                    return %same
                  }} : i32
                  return %y
                }
                """);
        try (Executable program = new Simd(1).prepare(picking)) {
            List<Tensor> wrong = List.of(truth(true), ints(1, 2), Tensor.of(new long[0], 9L));
            assertThrows(DyadicException.class, () -> program.run(wrong));
            List<NodeTime> times = program.profile(List.of(truth(true), ints(1, 2), Tensor.of(new long[0], 1L)));
            assertEquals(List.of("picked"), times.stream().map(NodeTime::node).toList());
        }
    }

    @Test void closedBodiesRunNoMore() {
        Executable program = new Simd(1).prepare(graph(BRANCHES));
        program.run(List.of(truth(true), ints(1)));
        program.close();
        assertThrows(IllegalStateException.class, () -> program.run(List.of(truth(true), ints(1))));
    }

    private static Graph graph(String text) {
        return QirParser.parse("test", text);
    }

    private static Tensor ints(int... values) {
        return Tensor.ofLongs(Element.I32, new long[] {values.length}, Arrays.stream(values).asLongStream().toArray());
    }

    private static Tensor truth(boolean value) {
        return Tensor.ofLongs(Element.BOOL, new long[0], value ? 1 : 0);
    }
}
