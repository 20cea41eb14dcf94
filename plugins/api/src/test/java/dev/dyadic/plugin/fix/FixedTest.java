// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.ir.type.Element;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedTest {

    private static final Graph SPEECH = QirParser.parse("speech", """
            graph @speech raw (%input: [batch]x[samples]xf32, %sr: i64, %axes: [count]xi64, %scale: 1x1xf32, %row: [batch]xi64) {
              %known = constant() {value=i64(16000)} : i64
              %fast = equal(%sr, %known) : bool
              %h = mul(%input, %scale) : [batch]x[samples]xf32
              %y = if(%fast, %h) {then=graph @then raw (%h: [batch]x[samples]xf32) {
                %a = abs(%h) : [batch]x[samples]xf32
                return %a
              }, otherwise=graph @else raw (%h: [batch]x[samples]xf32) {
                %axis = constant() {value=1xi64(0)} : 1xi64
                %u = unsqueeze(%h, %axis) : *xf32
                return %u
              }} : *xf32
              return %y
            }
            """);

    @TempDir Path folder;

    private static Fixed fixed(String... items) {
        return FixedWords.parse(List.of(items)).on(SPEECH.inputs());
    }

    @Test void makesConstantsOfInputsAndNumbersOfSizes() {
        assertEquals("""
                graph @speech raw (%input: 1x512xf32, %axes: [count]xi64, %row: 1xi64) {
                  %scale = constant() {value=1x1xf32(0.5)} : 1x1xf32
                  %h = mul(%input, %scale) : 1x512xf32
                  %y = abs(%h) : 1x512xf32
                  return %y
                }
                """, QirPrinter.print(fixed("batch=1", "samples=512", "scale=0.5", "sr=16000").apply(SPEECH)).text());
    }

    @Test void takesTheOtherBranchOfAnotherValue() {
        Graph graph = fixed("sr=8000").apply(SPEECH);
        assertEquals(3, graph.outputs().getFirst().type().shape().rank());
    }

    @Test void takesAListAndATypeWithElements() {
        assertEquals(Tensor.vector(1, 2, 3), fixed("axes=[1, 2,3]").values().get("axes"));
        assertEquals(Tensor.of(new long[] {1, 1}, 2f), fixed("scale=1x1xf32(2.0)").values().get("scale"));
    }

    @Test void readsValuesFromAFile() {
        Path file = folder.resolve("fixed.npz");
        Npz.write(file, new LinkedHashMap<>(Map.of("axes", Tensor.vector(4, 5))));
        assertEquals(Tensor.vector(4, 5), fixed(file.toString()).values().get("axes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "srr=1|--fix srr: is no input and no named size. Did you mean 'sr'? Known: input, sr, axes, scale, row, batch, samples, count.",
        "sr=fast|--fix sr: is i64: found 'fast'; expected an integer from -9223372036854775808 to 9223372036854775807.",
        "sr=1.5|--fix sr: is i64: found '1.5'; expected an integer from -9223372036854775808 to 9223372036854775807.",
        "sr=[1,2]|--fix sr: is i64: found 2 elements; expected 1 in i64.",
        "sr=i32(1)|--fix sr: is i64, not i32.",
        "sr=1xi64(1)|--fix sr: is i64, not 1xi64.",
        "batch=0|--fix batch: is a size: found 0; expected a number from 1 to 2147483647.",
        "batch=1.5|--fix batch: is a size: found 1.5; expected a number from 1 to 2147483647.",
        "batch=99999999999|--fix batch: is a size: found 99999999999; expected a number from 1 to 2147483647.",
        "row=[1,2]|--fix row: is [batch]xi64, and input has the size batch too; it must be fixed as well. Add: --fix batch=2.",
        "sr|--fix sr: expected NAME=VALUE, or an .npz file."
    }) void refuses(String item, String message) {
        assertEquals(message, assertThrows(DyadicException.class, () -> fixed(item)).getMessage());
    }

    @Test void refusesTwoValues() {
        assertEquals("--fix sr: has two values; expected one.",
                assertThrows(DyadicException.class, () -> fixed("sr=1", "sr=2")).getMessage());
    }

    @Test void refusesAValueOfAnotherSizeThanTheOneFixed() {
        assertEquals("--fix row: is 3xi64, not 2xi64.",
                assertThrows(DyadicException.class, () -> fixed("row=2xi64(1, 2)", "batch=3")).getMessage());
    }

    @Test void refusesData() {
        Path file = folder.resolve("large.npz");
        Npz.write(file, new LinkedHashMap<>(Map.of("axes", Tensor.vector(new long[2000]))));
        assertEquals("--fix axes: is fixed to 2000xi64; expected at most 1024 elements.",
                assertThrows(DyadicException.class, () -> fixed(file.toString())).getMessage());
    }

    @Test void refusesSizesThatCannotBe() {
        Graph graph = QirParser.parse("g", "graph @g raw (%x: [n-8]x[div(8, n-4)]xf32) {\n  return %x\n}\n");
        var words = FixedWords.parse(List.of("n=4"));
        assertEquals("--fix: makes the input x [-4]x?xf32, of a size that cannot be.",
                assertThrows(DyadicException.class, () -> words.on(graph.inputs())).problems().getFirst().toString());
    }

    @Test void leavesAGraphOfIntegersAlone() {
        var fixed = fixed("sr=16000");
        assertThrows(DyadicException.class, () -> fixed.apply(SPEECH.with(Stage.INTEGER)));
        assertSame(SPEECH, Fixed.NONE.apply(SPEECH));
    }

    @Test void readsBackAsItIsKept() {
        var fixed = fixed("sr=16000", "axes=[7,8]", "batch=2");
        assertEquals(fixed, Fixed.parse("m", fixed.words()));
    }

    @Test void isWantedAgainOnlyAsItIs() {
        var before = fixed("sr=16000", "batch=2");
        assertEquals(Map.of("samples", "3"),
                FixedWords.parse(List.of("sr=16000", "batch=2", "samples=3")).beside(before).words());
        for (String other : List.of("sr=8000", "batch=1")) {
            assertThrows(DyadicException.class, () -> FixedWords.parse(List.of(other)).beside(before));
        }
    }

    @Test void scalarsOfBoolsAreWords() {
        Graph graph = QirParser.parse("g", "graph @g raw (%c: bool, %x: f32) {\n  return %x\n}\n");
        Fixed fixed = FixedWords.parse(List.of("c=true")).on(graph.inputs());
        assertEquals(Tensor.scalar(Element.BOOL, 1), fixed.values().get("c"));
    }
}
