// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostTest {

    @Test void runsNothingWhenTurnedOff() {
        assertEquals(Optional.of("it is turned off by -Ddyadic.x86=off."), Host.asked("off").missing(List.of()));
    }

    @Test void isThisMachineElsewise() {
        assertEquals(Host.here(), Host.asked(""));
    }
}
