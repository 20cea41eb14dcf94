// SPDX-License-Identifier: Apache-2.0
/** Programs that run: their classes, and inputs and outputs brought in and out. */
package dev.dyadic.backend.simd.run;
