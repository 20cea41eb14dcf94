// SPDX-License-Identifier: Apache-2.0
/** The programs: tiles of products with their epilogues, and what prepares their rows. */
package dev.dyadic.x86.tile;
