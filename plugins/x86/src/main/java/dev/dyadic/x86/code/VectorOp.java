// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/**
 * The vector instructions that the programs here use, as Intel's manual writes them: prefix, map, W, opcode. Registers of up to 32 bytes
 * are encoded in VEX, of 64 in EVEX; where VEX ignores W, the W of EVEX is given.
 */
public enum VectorOp {
    VMOVDQU("vmovdqu", "vmovdqu32", Form.RM, "F3.0F.W0 6F", Reach.FULL),
    VMOVDQU_STORE("vmovdqu", "vmovdqu32", Form.MR, "F3.0F.W0 7F", Reach.FULL),
    VPBROADCASTD("vpbroadcastd", Form.RM, "66.0F38.W0 58", Reach.LANE),
    VPBROADCASTW("vpbroadcastw", Form.RM, "66.0F38.W0 79", Reach.WORD),
    VBROADCASTI128("vbroadcasti128", "vbroadcasti32x4", Form.RM, "66.0F38.W0 5A", Reach.SIXTEEN_BYTES),
    VBROADCASTSS("vbroadcastss", Form.RM, "66.0F38.W0 18", Reach.LANE),
    VPMOVSXBW("vpmovsxbw", Form.RM, "66.0F38.W0 20", Reach.HALF),
    VPMOVSXBD("vpmovsxbd", Form.RM, "66.0F38.W0 21", Reach.QUARTER),
    VPMOVZXBD("vpmovzxbd", Form.RM, "66.0F38.W0 31", Reach.QUARTER),
    VPMOVZXBW("vpmovzxbw", Form.RM, "66.0F38.W0 30", Reach.HALF),
    VPMOVDB("vpmovdb", Form.MR, "F3.0F38.W0 31", Reach.QUARTER),
    VPMOVSDB("vpmovsdb", Form.MR, "F3.0F38.W0 21", Reach.QUARTER),
    VPMOVUSDB("vpmovusdb", Form.MR, "F3.0F38.W0 11", Reach.QUARTER),
    VCVTDQ2PS("vcvtdq2ps", Form.RM, "NP.0F.W0 5B", Reach.FULL),
    VPMADDWD("vpmaddwd", Form.RVM, "66.0F.W0 F5", Reach.FULL),
    VPMADDUBSW("vpmaddubsw", Form.RVM, "66.0F38.W0 04", Reach.FULL),
    VPDPBUSD("vpdpbusd", Form.RVM, "66.0F38.W0 50", Reach.FULL),
    VPDPWSSD("vpdpwssd", Form.RVM, "66.0F38.W0 52", Reach.FULL),
    VPSHUFB("vpshufb", Form.RVM, "66.0F38.W0 00", Reach.FULL),
    VPADDB("vpaddb", Form.RVM, "66.0F.W0 FC", Reach.FULL),
    VPSUBSB("vpsubsb", Form.RVM, "66.0F.W0 E8", Reach.FULL),
    VPADDW("vpaddw", Form.RVM, "66.0F.W0 FD", Reach.FULL),
    VPSUBW("vpsubw", Form.RVM, "66.0F.W0 F9", Reach.FULL),
    VPADDD("vpaddd", Form.RVM, "66.0F.W0 FE", Reach.FULL),
    VPADDQ("vpaddq", Form.RVM, "66.0F.W1 D4", Reach.FULL),
    VPSUBD("vpsubd", Form.RVM, "66.0F.W0 FA", Reach.FULL),
    VPMULLD("vpmulld", Form.RVM, "66.0F38.W0 40", Reach.FULL),
    VPMULDQ("vpmuldq", Form.RVM, "66.0F38.W1 28", Reach.FULL),
    VPMAXSD("vpmaxsd", Form.RVM, "66.0F38.W0 3D", Reach.FULL),
    VPMINSD("vpminsd", Form.RVM, "66.0F38.W0 39", Reach.FULL),
    VPMAXSW("vpmaxsw", Form.RVM, "66.0F.W0 EE", Reach.FULL),
    VPMINSW("vpminsw", Form.RVM, "66.0F.W0 EA", Reach.FULL),
    VPSRAVD("vpsravd", Form.RVM, "66.0F38.W0 46", Reach.FULL),
    VPSRLVQ("vpsrlvq", Form.RVM, "66.0F38.W1 45", Reach.FULL),
    VPAND("vpand", "vpandd", Form.RVM, "66.0F.W0 DB", Reach.FULL),
    VPOR("vpor", "vpord", Form.RVM, "66.0F.W0 EB", Reach.FULL),
    VPXOR("vpxor", "vpxord", Form.RVM, "66.0F.W0 EF", Reach.FULL),
    VPACKSSDW("vpackssdw", Form.RVM, "66.0F.W0 6B", Reach.FULL),
    VPACKSSWB("vpacksswb", Form.RVM, "66.0F.W0 63", Reach.FULL),
    VPACKUSWB("vpackuswb", Form.RVM, "66.0F.W0 67", Reach.FULL),
    VPUNPCKLBW("vpunpcklbw", Form.RVM, "66.0F.W0 60", Reach.FULL),
    VPUNPCKHBW("vpunpckhbw", Form.RVM, "66.0F.W0 68", Reach.FULL),
    VPUNPCKLWD("vpunpcklwd", Form.RVM, "66.0F.W0 61", Reach.FULL),
    VPUNPCKHWD("vpunpckhwd", Form.RVM, "66.0F.W0 69", Reach.FULL),
    VMULPS("vmulps", Form.RVM, "NP.0F.W0 59", Reach.FULL),
    VADDPS("vaddps", Form.RVM, "NP.0F.W0 58", Reach.FULL),
    VFMADD231PS("vfmadd231ps", Form.RVM, "66.0F38.W0 B8", Reach.FULL),
    VPSRLW("vpsrlw", Form.VMI, "66.0F.W0 71 /2", Reach.FULL),
    VPSLLW("vpsllw", Form.VMI, "66.0F.W0 71 /6", Reach.FULL),
    VPSRLD("vpsrld", Form.VMI, "66.0F.W0 72 /2", Reach.FULL),
    VPSRAD("vpsrad", Form.VMI, "66.0F.W0 72 /4", Reach.FULL),
    VPSLLD("vpslld", Form.VMI, "66.0F.W0 72 /6", Reach.FULL),
    VPSRLQ("vpsrlq", Form.VMI, "66.0F.W1 73 /2", Reach.FULL),
    VPSLLQ("vpsllq", Form.VMI, "66.0F.W1 73 /6", Reach.FULL),
    VPBLENDD("vpblendd", Form.RVMI, "66.0F3A.W0 02", Reach.FULL),
    VPTERNLOGD("vpternlogd", Form.RVMI, "66.0F3A.W0 25", Reach.FULL),
    VPERMQ("vpermq", Form.RMI, "66.0F3A.W1 00", Reach.FULL),
    VEXTRACTI128("vextracti128", Form.MRI, "66.0F3A.W0 39", Reach.HALF);

    /** Where the operands stand: R and M in the ModRM byte, V in the prefix, I a constant of 8 bits. */
    enum Form {
        RVM,
        RVMI,
        RM,
        MR,
        VMI,
        RMI,
        MRI
    }

    /** How much memory a memory operand is, by the width of the widest register. */
    enum Reach {
        FULL,
        HALF,
        QUARTER,
        LANE,
        WORD,
        SIXTEEN_BYTES
    }

    private final String vexName;
    private final String evexName;
    private final Form form;
    private final int prefix;
    private final int map;
    private final int w;
    private final int opcode;
    private final int extension;
    private final Reach reach;

    VectorOp(String name, Form form, String encoding, Reach reach) {
        this(name, name, form, encoding, reach);
    }

    VectorOp(String vexName, String evexName, Form form, String encoding, Reach reach) {
        this.vexName = vexName;
        this.evexName = evexName;
        this.form = form;
        this.reach = reach;
        String[] parts = encoding.split("[. ]");
        this.prefix = java.util.List.of("NP", "66", "F3", "F2").indexOf(parts[0]);
        this.map = java.util.List.of("0F", "0F38", "0F3A").indexOf(parts[1]) + 1;
        this.w = parts[2].equals("W1") ? 1 : 0;
        this.opcode = Integer.parseInt(parts[3], 16);
        this.extension = parts.length == 4 ? 0 : Integer.parseInt(parts[4].substring(1));
    }

    /** Its name where its widest register is that wide. */
    String mnemonic(Width width) {
        if (width == Width.ZMM) return evexName;
        // objdump tells the VEX form of an instruction that came with EVEX first.
        return this == VPDPBUSD || this == VPDPWSSD ? "{vex} " + vexName : vexName;
    }

    Form form() { return form; }

    int prefix() { return prefix; }

    int map() { return map; }

    int w() { return w; }

    int opcode() { return opcode; }

    int extension() { return extension; }

    /** The bytes of a memory operand. */
    public int memoryBytes(Width width) {
        return switch (reach) {
            case FULL -> width.bytes();
            case HALF -> width.bytes() / 2;
            case QUARTER -> width.bytes() / 4;
            case LANE -> 4;
            case WORD -> 2;
            case SIXTEEN_BYTES -> 16;
        };
    }
}
