// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Cases of every core op: the elements it takes, sizes of 0, 1 and odd ones, broadcasting, each attribute. */
public final class OpCases {

    private OpCases() {}

    /** All of them, by mnemonic. */
    static Map<String, List<OpCase>> all() {
        var cases = new CaseList();
        ContractionCases.add(cases);
        ControlCases.add(cases);
        ElementwiseCases.add(cases);
        IndexingCases.add(cases);
        IntegerCases.add(cases);
        MovementCases.add(cases);
        NormalizationCases.add(cases);
        PoolingCases.add(cases);
        QuantizationCases.add(cases);
        RecurrenceCases.add(cases);
        ReductionCases.add(cases);
        SamplingCases.add(cases);
        SourceCases.add(cases);
        Map<String, List<OpCase>> byName = new TreeMap<>();
        for (OpCase each : cases.all()) {
            byName.computeIfAbsent(each.op().mnemonic(), _ -> new ArrayList<>()).add(each);
        }
        return byName;
    }

    public static Stream<DynamicNode> tests(Judge judge) {
        return all().entrySet().stream()
                .map(entry -> dynamicContainer(entry.getKey(), entry.getValue().stream().flatMap(each -> tests(judge, each))));
    }

    private static Stream<DynamicNode> tests(Judge judge, OpCase each) {
        boolean exact = isExact(each.op());
        DynamicNode plain = dynamicTest(each.name(), () -> judge.judge(each.plain(exact)).settle());
        return each.named(exact)
                .map(trial -> Stream.of(plain, dynamicTest(each.name() + ", sizes named", () -> judge.judge(trial).settle())))
                .orElse(Stream.of(plain));
    }

    /** Whether the op only moves floats, or gives such as are exact by its definition. */
    private static boolean isExact(Op op) {
        return switch (op) {
            case Movement _ -> true;
            case Indexing.Gather _, Indexing.GatherElements _, Indexing.GatherNd _, Indexing.Compress _, Indexing.OneHot _ -> true;
            case Elementwise.Abs _, Elementwise.Neg _, Elementwise.Relu _, Elementwise.Where _, Elementwise.BitCast _ -> true;
            default -> false;
        };
    }
}
