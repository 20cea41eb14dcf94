// SPDX-License-Identifier: Apache-2.0
/** Programs that leave Dyadic: as a jar, or as a Maven project. */
package dev.dyadic.backend.simd.emit;
