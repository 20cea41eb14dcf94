// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.testkit.contract.ExecutableChecks;
import dev.dyadic.testkit.contract.IntegerBlocks;
import dev.dyadic.testkit.contract.Judge;
import dev.dyadic.testkit.contract.OpCases;
import dev.dyadic.testkit.contract.RandomGraphs;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * What every backend must do; a test class implements it:
 *
 * <pre>{@code
 * class MyBackendTest implements BackendContract {
 *     @Override public Backend backend() { return Registry.of(new MyPlugin()).get(Backend.class, "mine"); }
 * }
 * }</pre>
 *
 * <p>Everything is compared with the reference: integers and bools bit for bit, floats at a level. A graph that the backend refuses is
 * reported as skipped, with what the backend says, if it holds an op of {@link #refuses}; else it fails.
 */
public interface BackendContract {

    /** The backend to test. */
    Backend backend();

    /** The mnemonics of the ops of which the backend may refuse some forms, or all. */
    default Set<String> refuses() {
        return Set.of();
    }

    /** What is done to a graph before the backend gets it, as passes that choose kernels do. */
    default Graph ready(Graph graph) {
        return graph;
    }

    /** How near floats must be to the reference's. */
    default Level level() {
        return Level.CLOSE;
    }

    /** The tile around whose sizes products are tested. */
    default Kernel.Tile tile() {
        return new Kernel.Tile(4, 16, 4);
    }

    /** How many random graphs of a kind are run. */
    default int randomGraphs() {
        return 100;
    }

    @TestFactory default Stream<DynamicNode> everyOp() {
        return OpCases.tests(judge());
    }

    @TestFactory default Stream<DynamicNode> integerBlocks() {
        return IntegerBlocks.tests(judge(), tile());
    }

    @TestFactory default Stream<DynamicNode> randomGraphsOfIntegers() {
        return RandomGraphs.integers(judge(), randomGraphs());
    }

    @TestFactory default Stream<DynamicNode> randomGraphsOfAllKinds() {
        return RandomGraphs.mixed(judge(), randomGraphs());
    }

    @TestFactory default Stream<DynamicNode> executables() {
        return new ExecutableChecks(judge()).tests();
    }

    private Judge judge() {
        return new Judge(backend(), this::ready, refuses(), level());
    }
}
