// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.SumRequant;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.SumCodes;
import java.util.HashMap;
import java.util.Map;

/** The programs that sum codes up with codes. They are made when first asked for: a start pays for those it uses. */
final class SumDesign {

    private final Map<SumCodes, Program> programs = new HashMap<>();

    synchronized Program program(SumRequant requant) {
        var codes = new SumCodes(!requant.aUnsigned(), !requant.bUnsigned(), requant.hi() <= Byte.MAX_VALUE);
        return programs.computeIfAbsent(codes, SumCodes::program);
    }
}
