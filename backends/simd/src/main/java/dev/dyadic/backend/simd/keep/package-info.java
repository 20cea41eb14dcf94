// SPDX-License-Identifier: Apache-2.0
/** What is kept for later processes: classes by their source, programs by their files. */
package dev.dyadic.backend.simd.keep;
