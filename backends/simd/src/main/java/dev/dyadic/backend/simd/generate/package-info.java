// SPDX-License-Identifier: Apache-2.0
/** What a graph becomes: steps, their memory and constants, and the Java source of all of it. */
package dev.dyadic.backend.simd.generate;
