// SPDX-License-Identifier: Apache-2.0
/** What an emitted program needs besides its kernels: arrays, {@code .npz} files, weights, and a command line. It depends on the JDK alone. */
package dev.dyadic.simd.standalone;
