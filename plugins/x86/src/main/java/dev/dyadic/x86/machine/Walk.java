// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

/**
 * How a tile's program goes through its rows and results, where that is more than a matrix. The blocks of rows are repeated line by line;
 * a sum is of segments of the depth, which lie apart.
 *
 * @param lines of blocks, at least 1
 * @param aLine bytes from line to line of the rows
 * @param outLine bytes from line to line of the results
 * @param segments of the depth, at least 1
 * @param segmentStep bytes in a row from the end of a segment to the next
 * @param aPanel bytes by which the rows advance from panel to panel
 * @param step bytes from step to step of a segment, where the program does not know them
 */
public record Walk(long lines, long aLine, long outLine, long segments, long segmentStep, long aPanel, long step) {

    /** Through a matrix. */
    public static final Walk MATRIX = new Walk(1, 0, 0, 1, 0, 0, 0);
}
