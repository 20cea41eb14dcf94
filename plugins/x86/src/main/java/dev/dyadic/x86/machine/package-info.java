// SPDX-License-Identifier: Apache-2.0
/** The machine: what its processor offers, memory for programs, and how they are called. */
package dev.dyadic.x86.machine;
