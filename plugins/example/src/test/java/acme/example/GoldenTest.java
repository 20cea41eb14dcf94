// SPDX-License-Identifier: Apache-2.0
package acme.example;

import dev.dyadic.testkit.GoldenFiles;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {

    @TestFactory Stream<DynamicNode> everyPass() { return GoldenFiles.of(new AcmePlugin()); }
}
