// SPDX-License-Identifier: Apache-2.0
/** Instructions of x86-64 as data, and the bytes they become. */
package dev.dyadic.x86.code;
