// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {

    @TempDir Path home;

    private int compiled;

    @Test void compilesASourceOnce() throws IOException {
        assertArrayEquals(new byte[] {1, 2}, get("a"));
        assertArrayEquals(new byte[] {1, 2}, get("a"));
        assertEquals(1, compiled);
        get("b");
        assertEquals(2, compiled);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("classes"))));
    }

    @Test void leavesAFolderAloneThatOthersWrite() throws IOException {
        get("a");
        Files.setPosixFilePermissions(home.resolve("classes"), PosixFilePermissions.fromString("rwxrwxrwx"));
        get("a");
        assertEquals(2, compiled);
    }

    @Test void leavesAFileAloneThatOthersWrite() throws IOException {
        get("a");
        Files.setPosixFilePermissions(files().getFirst(), PosixFilePermissions.fromString("rw--w----"));
        get("a");
        assertEquals(2, compiled);
    }

    @Test void compilesAnewWhatIsDamaged() throws IOException {
        get("a");
        byte[] bytes = Files.readAllBytes(files().getFirst());
        Files.write(files().getFirst(), java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertArrayEquals(new byte[] {1, 2}, get("a"));
        assertEquals(2, compiled);
        get("a");
        assertEquals(2, compiled);
    }

    @Test void manyProcessesForgetAtTheSameTime() throws IOException {
        IntStream.range(0, 4000).parallel()
                .forEach(i -> new PrivateFolder(home.resolve("classes"), 64).write("file " + i, new byte[9]));
        assertTrue(files().size() <= 64 + ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    @Test void forgetsTheOldest() throws IOException {
        for (int i = 0; i < 70; i++) get("source " + i);
        assertEquals(64, files().size());
    }

    private byte[] get(String source) {
        return new ClassCache(home.resolve("classes")).get(source, () -> {
            compiled++;
            return Map.of("A", new byte[] {1, 2});
        }).get("A");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("classes"))) {
            return files.toList();
        }
    }
}
