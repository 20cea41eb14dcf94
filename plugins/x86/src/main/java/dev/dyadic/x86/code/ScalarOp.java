// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** The instructions on general registers that the programs here use. */
public enum ScalarOp {
    MOV("mov", Form.RM, 64, "8B"),
    MOV_STORE("mov", Form.MR, 64, "89"),
    MOV_STORE_32("mov", Form.MR, 32, "89"),
    MOV_STORE_16("mov", Form.MR, 16, "89"),
    MOV_STORE_8("mov", Form.MR, 8, "88"),
    MOV_CONSTANT("mov", Form.OI, 32, "B8"),
    MOVZX_8("movzx", Form.RM, 32, "0F B6"),
    MOVSX_8("movsx", Form.RM, 32, "0F BE"),
    LEA("lea", Form.RM, 64, "8D"),
    PREFETCH("prefetcht0", Form.M, 32, "0F 18 /1"),
    ADD("add", Form.RM, 64, "03"),
    ADD_CONSTANT("add", Form.MI, 64, "81 /0"),
    SUB("sub", Form.RM, 64, "2B"),
    SUB_CONSTANT("sub", Form.MI, 64, "81 /5"),
    CMP_CONSTANT("cmp", Form.MI, 64, "81 /7"),
    XOR_CONSTANT("xor", Form.MI, 32, "81 /6"),
    TEST("test", Form.MR, 64, "85"),
    XOR("xor", Form.RM, 32, "33"),
    PUSH("push", Form.O, 64, "50"),
    POP("pop", Form.O, 64, "58"),
    RET("ret", Form.NONE, 64, "C3"),
    CPUID("cpuid", Form.NONE, 64, "0F A2"),
    XGETBV("xgetbv", Form.NONE, 64, "0F 01 D0"),
    VZEROUPPER("vzeroupper", Form.NONE, 64, "C5 F8 77");

    /** Where the operands stand: R and M in the ModRM byte, O in the opcode, I a constant of 32 bits. */
    enum Form {
        RM,
        MR,
        MI,
        M,
        O,
        OI,
        NONE
    }

    private final String mnemonic;
    private final Form form;
    private final int bits;
    private final int[] opcode;
    private final int extension;

    ScalarOp(String mnemonic, Form form, int bits, String encoding) {
        this.mnemonic = mnemonic;
        this.form = form;
        this.bits = bits;
        String[] parts = encoding.split(" /");
        this.opcode = java.util.Arrays.stream(parts[0].split(" ")).mapToInt(each -> Integer.parseInt(each, 16)).toArray();
        this.extension = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
    }

    public String mnemonic() { return mnemonic; }

    /** The width of what it works on. */
    public int bits() { return bits; }

    Form form() { return form; }

    int[] opcode() { return opcode.clone(); }

    int extension() { return extension; }

    /** The width of what it reads from memory. */
    int memoryBits() {
        return this == MOVZX_8 || this == MOVSX_8 || this == PREFETCH ? 8 : bits;
    }
}
