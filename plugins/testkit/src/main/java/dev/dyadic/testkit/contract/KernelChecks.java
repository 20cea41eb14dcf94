// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.Kernel.Tile;
import dev.dyadic.plugin.kernel.FloatGemm;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;
import dev.dyadic.plugin.kernel.TableLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The tests of one kernel. */
public final class KernelChecks {

    /** Deep enough for sums of 16 bits to overflow. */
    private static final int DEEP = 521;

    /** Each code several times over. */
    private static final int LOOKUPS = 1024;

    private KernelChecks() {}

    public static DynamicNode of(Kernel kernel) {
        if (kernel.missing().isPresent()) {
            return dynamicTest(kernel.name(), () -> abort(kernel.name() + " does not run here: " + kernel.missing().get()));
        }
        return switch (kernel) {
            case IntegerGemm gemm -> dynamicContainer(gemm.name(), products(gemm));
            case GroupGemm gemm -> dynamicContainer(gemm.name(), products(gemm));
            case FloatGemm gemm -> dynamicContainer(gemm.name(), products(gemm));
            case TableLookup lookup -> dynamicContainer(lookup.name(), lookups(lookup));
            default -> dynamicTest(kernel.name(), () -> fail("no interface of " + IntegerGemm.class.getPackageName()
                    + " says how the kernel " + kernel.name() + " is called"));
        };
    }

    private static List<DynamicTest> products(IntegerGemm gemm) {
        List<DynamicTest> tests = new ArrayList<>(List.of(costs(gemm)));
        for (int[] size : weights(gemm.tile())) {
            tests.add(dynamicTest(size[0] + " deep, " + size[1] + " columns", () -> {
                for (Fill fill : Fill.values()) check(gemm, GivenWeights.plain(fill, size[0], size[1]), fill);
            }));
        }
        tests.addAll(WindowChecks.of(gemm));
        tests.addAll(DataChecks.of(gemm));
        return tests;
    }

    private static List<DynamicTest> products(GroupGemm gemm) {
        List<DynamicTest> tests = new ArrayList<>(List.of(costs(gemm)));
        for (int[] size : weights(gemm.tile())) {
            for (int group : new TreeSet<>(List.of(1, 16, 32, Math.max(1, size[0])))) {
                String name = size[0] + " deep in groups of " + group + ", " + size[1] + " columns";
                tests.add(dynamicTest(name, () -> groups(gemm, group, size[0], size[1])));
            }
        }
        return tests;
    }

    private static void groups(GroupGemm gemm, int group, int depth, int columns) {
        Element element = gemm.operands().get(1);
        for (Fill fill : Fill.values()) {
            check(gemm, GivenWeights.groups(element, fill, group, depth, columns), fill);
            check(gemm, GivenWeights.signs(element, group, depth, columns), fill);
        }
    }

    private static List<DynamicTest> products(FloatGemm gemm) {
        List<DynamicTest> tests = new ArrayList<>(List.of(costs(gemm)));
        for (int[] size : weights(gemm.tile())) {
            tests.add(dynamicTest(size[0] + " deep, " + size[1] + " columns", () -> {
                for (int rows : Edges.of(gemm.tile().rows())) new FloatChecks(gemm, rows, size[0], size[1]).run();
            }));
        }
        return tests;
    }

    /** What is demanded of lookups, whether the machine runs them or not. */
    public static List<DynamicTest> lookups(TableLookup lookup) {
        List<DynamicTest> tests = new ArrayList<>(List.of(costs(lookup)));
        var counts = new TreeSet<>(Edges.of(lookup.tile().columns()));
        counts.addAll(Edges.of(LOOKUPS));
        for (int count : counts) tests.add(dynamicTest(count + " codes", () -> TableChecks.run(lookup, count)));
        return tests;
    }

    private static DynamicTest costs(Kernel kernel) {
        return dynamicTest("costs more for more", () -> {
            double small = kernel.cost(new Kernel.Size(8, 64, 64));
            double large = kernel.cost(new Kernel.Size(64, 640, 640));
            if (!(small > 0 && small < large)) fail("8x64x64 costs " + small + " ns, 64x640x640 costs " + large + " ns");
        });
    }

    private static List<int[]> weights(Tile tile) {
        var depths = new TreeSet<>(Edges.of(tile.depth()));
        depths.add(DEEP);
        List<int[]> sizes = new ArrayList<>();
        for (int depth : depths) {
            for (int columns : Edges.of(tile.columns())) sizes.add(new int[] {depth, columns});
        }
        return sizes;
    }

    private static void check(Kernel kernel, GivenWeights given, Fill fill) {
        try (PackedWeights packed = given.pack(kernel)) {
            assertEquals(given.depth(), packed.depth(), "depth");
            assertEquals(given.columns(), packed.columns(), "columns");
            for (int rows : Edges.of(kernel.tile().rows())) {
                new ProductChecks(kernel, packed, given.weights(), fill, rows).run();
            }
        }
    }
}
