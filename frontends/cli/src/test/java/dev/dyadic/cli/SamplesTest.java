// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test void quartilesLieBetweenNeighbours() {
        var samples = new Samples(4, 1, 3, 2);
        assertEquals(2.5, samples.median());
        assertEquals(1.75, samples.lowerQuartile());
        assertEquals(3.25, samples.upperQuartile());
    }

    @Test void oneSampleIsEveryQuantile() {
        var samples = new Samples(7);
        assertEquals(7, samples.lowerQuartile());
        assertEquals(7, samples.median());
        assertEquals(7, samples.upperQuartile());
    }

    @Test void ratiosAreTakenByPlace() {
        assertArrayEquals(new double[] {2, 0.5}, new Samples(4, 1).over(new Samples(2, 2)).values());
    }

    @Test void noSampleIsRefused() { assertThrows(IllegalArgumentException.class, Samples::new); }
}
