// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.compile.Hash;
import dev.dyadic.ir.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Generated programs whole, so that a later process need not read the graph, run passes or write source. One is used only for a file with
 * the hash that it was made of, by the same versions of all that makes it; whatever is wrong with it, it is not there.
 */
public final class ProgramCache {

    private static final int MOST_FILES = 16;

    private final PrivateFolder folder;
    private final String versions;

    /** @param versions what programs depend on besides their files */
    public ProgramCache(Path folder, String versions) {
        this.folder = new PrivateFolder(folder, MOST_FILES);
        this.versions = versions;
    }

    public Optional<Kept> find(HashedFile file) {
        return folder.read(name(file)).flatMap(bytes -> KeptFile.read(file, bytes));
    }

    /** Keeps a program, unless there is something about it that cannot be kept. */
    public void keep(HashedFile file, Graph graph, Kept kept) {
        try {
            folder.write(name(file), KeptFile.write(file, graph, kept));
        } catch (IOException _) {
            // later processes make it anew
        }
    }

    private String name(HashedFile file) {
        return Hash.of(versions, file.tail()) + ".program";
    }
}
