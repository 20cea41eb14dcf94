// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Greedy choice of boxes: the best score first, boxes that overlap a chosen one too much never. */
final class Suppression {

    private Suppression() {}

    /** {@code (boxes: N,B,4; scores: N,C,B; maxPerClass; overlap; threshold)}; scores must be above the threshold. */
    static Tensor select(List<Tensor> ins, boolean centered) {
        Tensor boxes = ins.get(0);
        Tensor scores = ins.get(1);
        boolean fits = boxes.rank() == 3
                && scores.rank() == 3
                && boxes.size(2) == 4
                && boxes.size(0) == scores.size(0)
                && boxes.size(1) == scores.size(2);
        if (!fits) {
            throw DyadicException.model("", "boxes " + boxes.type() + " and scores " + scores.type()
                    + " do not fit; they must be N,boxes,4 and N,classes,boxes.");
        }
        long most = Strides.scalar("the boxes per class", ins.get(2));
        double overlap = ins.get(3).getDouble(0);
        double threshold = ins.get(4).getDouble(0);
        int count = (int) boxes.size(1);
        List<Long> chosen = new ArrayList<>();
        for (long batch = 0; batch < scores.size(0); batch++) {
            List<Box> all = new ArrayList<>();
            for (int i = 0; i < count; i++) all.add(Box.of(boxes, (batch * count + i) * 4, centered));
            for (long label = 0; label < scores.size(1); label++) {
                long row = (batch * scores.size(1) + label) * count;
                List<Integer> order = IntStream.range(0, count)
                        .filter(i -> scores.getDouble(row + i) > threshold)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores.getDouble(row + i)))
                        .toList();
                for (int box : greedy(all, order, most, overlap)) chosen.addAll(List.of(batch, label, (long) box));
            }
        }
        return Tensor.of(
                new long[] {chosen.size() / 3, 3}, chosen.stream().mapToLong(Long::longValue).toArray());
    }

    private static List<Integer> greedy(List<Box> boxes, List<Integer> order, long most, double overlap) {
        List<Integer> chosen = new ArrayList<>();
        for (int candidate : order) {
            if (chosen.size() >= most) return chosen;
            boolean free = chosen.stream().noneMatch(taken -> boxes.get(candidate).overlap(boxes.get(taken)) > overlap);
            if (free) chosen.add(candidate);
        }
        return chosen;
    }

    private record Box(double left, double top, double right, double bottom) {

        static Box of(Tensor boxes, long at, boolean centered) {
            double a = boxes.getDouble(at);
            double b = boxes.getDouble(at + 1);
            double c = boxes.getDouble(at + 2);
            double d = boxes.getDouble(at + 3);
            if (centered) return new Box(a - c / 2, b - d / 2, a + c / 2, b + d / 2);
            return new Box(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d));
        }

        double area() {
            return (right - left) * (bottom - top);
        }

        /** Intersection over union; 0 for boxes without an area. */
        double overlap(Box other) {
            double width = Math.min(right, other.right) - Math.max(left, other.left);
            double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            if (width <= 0 || height <= 0 || area() <= 0 || other.area() <= 0) return 0;
            return width * height / (area() + other.area() - width * height);
        }
    }
}
