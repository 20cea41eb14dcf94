// SPDX-License-Identifier: Apache-2.0
/** What quantization did to a program: how far its values moved, what is integer, what stayed float, which rule decided. */
package dev.dyadic.plugin.measure;
