// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.code;

/** What an instruction works on. */
public sealed interface Operand permits Gpr, Immediate, Memory, Vec {}
