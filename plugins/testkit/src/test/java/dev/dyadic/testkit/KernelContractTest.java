// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class KernelContractTest implements KernelContract {

    @Override public List<Kernel> kernels() {
        return List.of(
                new PlainKernel(Element.U8, sum -> sum), new PlainKernel(Element.I8, sum -> sum),
                new PlainKernel.Groups(Element.U8),
                new PlainKernel.Groups(Element.I8));
    }

    @Test void findsSumsThatAreOneTooLarge() {
        assertTrue(fails(new PlainKernel(Element.U8, sum -> sum + 1)));
    }

    @Test void findsSumsThatAreSaturated() {
        assertTrue(fails(new PlainKernel(Element.I8, sum -> Math.clamp(sum, Short.MIN_VALUE * 64, Short.MAX_VALUE * 64))));
    }

    private static boolean fails(Kernel kernel) {
        KernelContract contract = () -> List.of(kernel);
        return contract.everyKernel().flatMap(KernelContractTest::tests).anyMatch(KernelContractTest::fails);
    }

    private static Stream<DynamicTest> tests(DynamicNode node) {
        return node instanceof DynamicContainer container
                ? container.getChildren().flatMap(KernelContractTest::tests)
                : Stream.of((DynamicTest) node);
    }

    private static boolean fails(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return false;
        } catch (Throwable failed) {
            return failed instanceof AssertionError;
        }
    }
}
