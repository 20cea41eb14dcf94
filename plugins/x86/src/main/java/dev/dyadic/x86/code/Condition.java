// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** When a jump is taken. */
public enum Condition {
    /** The last result was zero. */
    ZERO("je", 0x84),
    /** The last result was not zero. */
    NOT_ZERO("jne", 0x85),
    /** The last subtraction or comparison, unsigned, was below. */
    BELOW("jb", 0x82),
    /** It, unsigned, was not below. */
    NOT_BELOW("jae", 0x83);

    private final String mnemonic;
    private final int opcode;

    Condition(String mnemonic, int opcode) {
        this.mnemonic = mnemonic;
        this.opcode = opcode;
    }

    public String mnemonic() { return mnemonic; }

    int opcode() { return opcode; }
}
