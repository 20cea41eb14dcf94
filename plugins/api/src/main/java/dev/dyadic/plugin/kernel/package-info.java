// SPDX-License-Identifier: Apache-2.0
/** How kernels are called, an interface per job. */
package dev.dyadic.plugin.kernel;
