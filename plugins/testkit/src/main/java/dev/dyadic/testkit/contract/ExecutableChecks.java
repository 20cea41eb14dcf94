// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What an executable promises besides right results. */
public final class ExecutableChecks {

    private static final int THREADS = 4;
    private static final int RUNS = 50;
    private static final int SHOWN = 30;

    private final Judge judge;
    private final Graph graph = graph();

    public ExecutableChecks(Judge judge) {
        this.judge = judge;
    }

    public Stream<DynamicNode> tests() {
        return Stream.of(
                dynamicTest("takes and gives what the graph does", () -> {
                    try (Executable executable = judge.prepare(graph)) {
                        assertEquals(graph.inputs(), executable.inputs());
                        assertEquals(graph.outputs(), executable.outputs());
                    }
                }),
                dynamicTest("gives the same bytes again", this::again),
                dynamicTest("leaves its inputs as they are", this::inputsStay),
                dynamicTest("refuses inputs that do not fit", this::misfits),
                dynamicTest("closes twice", () -> {
                    Executable executable = judge.prepare(graph);
                    executable.close();
                    executable.close();
                }),
                dynamicTest("shows the values between inputs and results", this::shows),
                dynamicTest("runs in several threads, if it says so", this::threads));
    }

    /** Codes times weights. */
    private static Graph graph() {
        var to = new Builder("product");
        Value x = to.input("x", new Type(Shape.of(List.of(Dim.named("R"), Dim.of(9))), Element.U8));
        Value w = to.constant("w", Draw.of(Element.I8, 1, 9, 5));
        Value y = to.emit("y", new MatmulInteger(), x, w, to.scalar("zero", Element.U8, 3), to.scalar("none", Element.I8, 0));
        return to.build(Stage.INTEGER, List.of(y));
    }

    private static List<Tensor> inputs(int rows) {
        return List.of(Draw.of(Element.U8, rows, rows, 9));
    }

    private void again() {
        try (Executable executable = judge.prepare(graph)) {
            List<Tensor> first = executable.run(inputs(7));
            executable.run(inputs(2));
            assertEquals(first, executable.run(inputs(7)));
            assertEquals(Reference.run(graph, inputs(7)), first);
        }
    }

    private void inputsStay() {
        try (Executable executable = judge.prepare(graph)) {
            List<Tensor> given = inputs(5);
            executable.run(given);
            assertEquals(inputs(5), given);
        }
    }

    private void misfits() {
        Tensor right = inputs(3).getFirst();
        List<List<Tensor>> wrong = List.of(
                List.of(),
                List.of(right, right),
                List.of(Draw.of(Element.I8, 1, 3, 9)),
                List.of(Draw.of(Element.U8, 1, 3, 8)),
                List.of(Draw.of(Element.U8, 1, 27)),
                List.of(Draw.f32(1, 3, 9)));
        try (Executable executable = judge.prepare(graph)) {
            for (List<Tensor> each : wrong) {
                DyadicException refused = assertThrows(DyadicException.class, () -> executable.run(each), each::toString);
                assertTrue(!refused.getMessage().isBlank(), "a refusal says why");
            }
            assertEquals(Reference.run(graph, List.of(right)), executable.run(List.of(right)), "it runs on after a refusal");
        }
    }

    private void shows() {
        for (long seed = 0; seed < SHOWN; seed++) judge.judgeShown(RandomGraphs.trial(seed, false, judge)).settle();
    }

    private void threads() throws InterruptedException, ExecutionException {
        try (Executable executable = judge.prepare(graph); var pool = Executors.newFixedThreadPool(THREADS)) {
            if (!executable.isThreadSafe()) return;
            List<Future<Boolean>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int rows = 1 + 3 * thread;
                List<Tensor> expected = Reference.run(graph, inputs(rows));
                Callable<Boolean> work = () -> IntStream.range(0, RUNS)
                        .allMatch(_ -> executable.run(inputs(rows)).equals(expected));
                all.add(pool.submit(work));
            }
            for (Future<Boolean> each : all) assertTrue(each.get(), "a thread got another's results");
        }
    }
}
