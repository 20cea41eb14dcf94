// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Weights of few bits in groups, row-major: neighbours along the depth stand in the fields of a byte.
 *
 * @param multiples row-major {@code [groups, columns]}
 */
record PlainGroups(GroupCode code, byte[] packed, byte[] multiples, int group, int depth, int columns) implements PlainPanels {

    static PlainGroups of(byte[] codes, byte[] multiples, int group, int depth, int columns) {
        GroupCode code = GroupCode.of(codes);
        int fields = Byte.SIZE / code.bits();
        byte[] packed = new byte[Math.multiplyExact(Math.ceilDiv(depth, fields), columns)];
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < columns; c++) {
                int field = codes[k * columns + c] + code.raisedBy();
                packed[k / fields * columns + c] |= (byte) (field << k % fields * code.bits());
            }
        }
        return new PlainGroups(code, packed, multiples.clone(), group, depth, columns);
    }

    @Override public long bytes() {
        return packed.length + multiples.length;
    }

    @Override public void add(byte[] a, int aAt, boolean unsigned, int from, int to, int[] sums, int sumsAt) {
        int[] own = Scratch.codes(to - from);
        for (int k = 0; k < depth; k += group) {
            int end = Math.min(depth, k + group);
            sum(a, aAt, unsigned, k, end, from, to, own);
            int multiple = k / group * columns + from;
            for (int c = 0; c < to - from; c++) sums[sumsAt + c] += own[c] * multiples[multiple + c];
        }
    }

    /** The sums of a group. */
    private void sum(byte[] a, int aAt, boolean unsigned, int k, int end, int from, int to, int[] sums) {
        int fields = Byte.SIZE / code.bits();
        int mask = (1 << code.bits()) - 1;
        int all = 0;
        for (int i = k; i < end; i++) all += unsigned ? a[aAt + i] & 0xff : a[aAt + i];
        for (int c = 0; c < to - from; c++) sums[c] = -code.raisedBy() * all;
        for (int i = k; i < end; i++) {
            int factor = unsigned ? a[aAt + i] & 0xff : a[aAt + i];
            int row = i / fields * columns + from;
            int shift = i % fields * code.bits();
            for (int c = 0; c < to - from; c++) sums[c] += factor * (packed[row + c] >> shift & mask);
        }
    }
}
