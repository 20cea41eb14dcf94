// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.testkit.BackendContract;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract with one and two threads, with and without kernels in machine code. Maven runs it once for each width of vectors. A seeded
 * sample of the contract is run; all of it with {@code -Ddyadic.contract=full}.
 */
class SimdVariantsTest {

    private static final boolean FULL = System.getProperty("dyadic.contract", "").equals("full");

    /** One in so many is run. */
    private static final int SHARE = 100;

    private final Random seeded = new Random(4);

    @TestFactory Stream<DynamicNode> oneThread() {
        return contract(new Simd(1));
    }

    @TestFactory Stream<DynamicNode> twoThreads() {
        return contract(new Simd(2));
    }

    @TestFactory Stream<DynamicNode> machineCode() {
        return contract(new Variant(1, Registry.load(List.of())));
    }

    @TestFactory Stream<DynamicNode> machineCodeInTwoThreads() {
        return contract(new Variant(2, Registry.load(List.of())));
    }

    private Stream<DynamicNode> contract(Backend backend) {
        BackendContract contract = () -> backend;
        return Stream.of(
                dynamicContainer("every op", sample(contract.everyOp())),
                dynamicContainer("integer blocks", sample(contract.integerBlocks())),
                dynamicContainer("random graphs of integers", sample(contract.randomGraphsOfIntegers())),
                dynamicContainer("random graphs of all kinds", sample(contract.randomGraphsOfAllKinds())),
                dynamicContainer("executables", contract.executables()));
    }

    private Stream<DynamicNode> sample(Stream<DynamicNode> nodes) {
        return nodes.flatMap(node -> switch (node) {
            case DynamicContainer container -> Stream.<DynamicNode>of(
                    dynamicContainer(container.getDisplayName(), sample(container.getChildren().map(DynamicNode.class::cast))));
            case DynamicTest test -> FULL || seeded.nextInt(SHARE) == 0 ? Stream.of(test) : Stream.empty();
            default -> Stream.of(node);
        });
    }
}
