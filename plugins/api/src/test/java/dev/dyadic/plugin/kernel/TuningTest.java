// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.plugin.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {

    private static final Kernel.Size SIZE = new Kernel.Size(10, 20, 30);

    @TempDir Path folder;

    private Path file;

    @BeforeEach void measure() {
        file = folder.resolve("deep").resolve("tuning.txt");
        Tuning tuning = Tuning.open(file, "this machine");
        tuning.put("quick", SIZE, 1000.4);
        tuning.put("quick", new Kernel.Size(10, 20, 300), 5000);
        tuning.write();
    }

    @Test void isKeptForTheNextTime() {
        Tuning again = Tuning.open(file, "this machine");
        assertEquals(OptionalDouble.of(1000), again.nanoseconds("quick", SIZE));
        assertEquals(OptionalDouble.of(12), again.best("quick"));
        assertEquals(OptionalDouble.empty(), again.nanoseconds("slow", SIZE));
        assertEquals(OptionalDouble.empty(), again.nanoseconds("quick", new Kernel.Size(10, 20, 31)));
    }

    @Test void anotherMachinesCountsForNothing() {
        assertEquals(OptionalDouble.empty(), Tuning.open(file, "that machine").nanoseconds("quick", SIZE));
    }

    @Test void damagedCountsForNothing() throws IOException {
        Files.writeString(file, Files.readString(file).replace("1000", "1e3"));
        assertEquals(OptionalDouble.empty(), Tuning.open(file, "this machine").nanoseconds("quick", SIZE));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertEquals(OptionalDouble.empty(), Tuning.open(file, "this machine").nanoseconds("quick", SIZE));
    }
}
