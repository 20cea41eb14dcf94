// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

/**
 * What one node took in one run.
 *
 * @param node its name; of nodes that run as one, that of the last
 * @param op its mnemonic; of nodes that run as one, all of theirs
 * @param kernel what computed it; empty where there is nothing to tell
 * @param nanoseconds on the clock, however many threads took part
 * @param macs multiply-adds; 0 where they are not counted
 * @param bytes read and written, each once; 0 where they are not counted
 */
public record NodeTime(String node, String op, String kernel, long nanoseconds, long macs, long bytes) {}
