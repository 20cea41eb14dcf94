// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where in the frame the values of a graph stand, and how long. */
final class Slots {

    private final FrameDescriptor frame;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<int[]> used = new ArrayList<>();
    private final Set<Integer> kept = new HashSet<>();

    Slots(Graph graph) {
        var builder = FrameDescriptor.newBuilder();
        for (Value value : graph.values()) slots.put(value.name(), builder.addSlot(FrameSlotKind.Static, value.name(), null));
        this.frame = builder.build();
        for (int slot : of(graph.outputs())) kept.add(slot);
    }

    FrameDescriptor frame() {
        return frame;
    }

    int[] of(List<Value> values) {
        return values.stream().mapToInt(value -> slots.get(value.name())).toArray();
    }

    /** Notes that this is the next step, and what it reads. */
    <S extends StepNode> S reads(S step) {
        used.add(step.slots());
        return step;
    }

    /** For each step in the order noted, the slots that hold what nobody reads any more. */
    int[][] lastUses() {
        int[][] last = new int[used.size()][];
        Set<Integer> later = new HashSet<>(kept);
        for (int i = used.size() - 1; i >= 0; i--) {
            Set<Integer> here = new HashSet<>();
            for (int slot : used.get(i)) if (!later.contains(slot)) here.add(slot);
            later.addAll(here);
            last[i] = here.stream().mapToInt(Integer::intValue).sorted().toArray();
        }
        return last;
    }
}
