// SPDX-License-Identifier: Apache-2.0
/** The kernels of the registry as generated programs know them. */
package dev.dyadic.backend.simd.kernel;
