// SPDX-License-Identifier: Apache-2.0
/** The Java compiler, and the files of the runtime that programs are compiled against. */
package dev.dyadic.backend.simd.compile;
