// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of instructions, and where CPUID tells of them. */
public enum Feature {
    AVX2(7, 0, Cpuid.EBX, 5, Feature.YMM_STATE),
    FMA(1, 0, Cpuid.ECX, 12, Feature.YMM_STATE),
    AVX_VNNI(7, 1, Cpuid.EAX, 4, Feature.YMM_STATE),
    AVX512F(7, 0, Cpuid.EBX, 16, Feature.ZMM_STATE),
    AVX512BW(7, 0, Cpuid.EBX, 30, Feature.ZMM_STATE),
    AVX512_VNNI(7, 0, Cpuid.ECX, 11, Feature.ZMM_STATE);

    /** The parts of the registers that the system keeps per thread: SSE and AVX; with AVX-512 also masks and both halves of zmm. */
    private static final int YMM_STATE = 0x06;

    private static final int ZMM_STATE = 0xE6;

    private final int leaf;
    private final int subleaf;
    private final int register;
    private final int bit;
    private final int state;

    Feature(int leaf, int subleaf, int register, int bit, int state) {
        this.leaf = leaf;
        this.subleaf = subleaf;
        this.register = register;
        this.bit = bit;
        this.state = state;
    }

    /** Its name as Linux writes it: {@code avx512_vnni}. */
    public String text() { return name().toLowerCase(Locale.ROOT); }

    /** The names of some. */
    public static Set<String> texts(Collection<Feature> features) {
        return features.stream().map(Feature::text).collect(Collectors.toUnmodifiableSet());
    }

    /** True where the processor has it and the system keeps the registers it needs. */
    boolean isIn(Cpuid cpuid) {
        return (cpuid.get(leaf, subleaf, register) >> bit & 1) == 1 && (cpuid.keptState() & state) == state;
    }
}
