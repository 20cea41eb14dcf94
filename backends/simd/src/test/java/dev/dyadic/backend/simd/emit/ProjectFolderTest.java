// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.backend.simd.compile.Contents;
import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {

    @TempDir Path parent;

    private Path folder;

    @BeforeEach void place() {
        folder = parent.resolve("project");
    }

    @Test void writesAgainWhatItWrote() throws IOException {
        write("first");
        write("second");
        assertEquals("second", Files.readString(folder.resolve("src/a.txt")));
        assertEquals(List.of("project"), names(parent));
    }

    @Test void leavesWhatBuildingMade() throws IOException {
        write("first");
        Files.createDirectories(folder.resolve("target/classes"));
        Files.writeString(folder.resolve("target/classes/a"), "built");
        write("second");
        assertEquals("second", Files.readString(folder.resolve("src/a.txt")));
    }

    @Test void takesAnEmptyFolder() throws IOException {
        Files.createDirectories(folder);
        write("first");
        assertEquals("first", Files.readString(folder.resolve("src/a.txt")));
    }

    @Test void refusesForeignFiles() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        refuses("did not write");
        assertEquals(List.of("thesis.txt"), names(folder));
    }

    @Test void refusesWhatWasChanged() throws IOException {
        write("first");
        Files.writeString(folder.resolve("src/a.txt"), "mended");
        refuses("changed since: src/a.txt");
    }

    @Test void refusesWhatWasAdded() throws IOException {
        write("first");
        Files.writeString(folder.resolve("src/b.txt"), "new");
        refuses("src/b.txt");
    }

    @Test void refusesAFile() throws IOException {
        Files.writeString(folder, "mine");
        refuses("is no folder");
        assertEquals("mine", Files.readString(folder));
    }

    @Test void leavesNothingBehindWhenWritingFails() throws IOException {
        write("first");
        SequencedMap<String, Contents> files = files("second");
        files.put("src/z.txt", _ -> {
            throw new IOException("disk full");
        });
        assertThrows(IOException.class, () -> new ProjectFolder(folder).write(files));
        assertEquals("first", Files.readString(folder.resolve("src/a.txt")));
        assertEquals(List.of("project"), names(parent));
    }

    private void refuses(String why) {
        var refused = assertThrows(DyadicException.class, () -> new ProjectFolder(folder).refuseForeign());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    private void write(String text) throws IOException {
        var project = new ProjectFolder(folder);
        project.refuseForeign();
        project.write(files(text));
    }

    private static SequencedMap<String, Contents> files(String text) {
        SequencedMap<String, Contents> files = new LinkedHashMap<>();
        files.put("pom.xml", Contents.of("same"));
        files.put("src/a.txt", Contents.of(text));
        return files;
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
