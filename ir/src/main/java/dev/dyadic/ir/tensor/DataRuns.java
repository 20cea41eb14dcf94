// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Data to run a program on: one {@code .npz} file, which is one run, or a folder of them, one run each, in name order. Other
 * files of the folder do not count.
 */
public final class DataRuns implements Iterable<DataRuns.Run> {

    private static final String SUFFIX = ".npz";

    /** The arrays of one run, read anew whenever they are asked for. */
    public record Run(Path file) {

        /** The name of the file, under which results are written too. */
        public String name() {
            return file.getFileName().toString();
        }

        /** The arrays by the names of inputs. */
        public SequencedMap<String, Tensor> arrays() {
            return Npz.read(file);
        }
    }

    private final List<Run> runs;

    private DataRuns(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * The runs at a path; at least one. No array is read yet.
     *
     * @throws DyadicException if there is none
     */
    public static DataRuns open(Path path) {
        if (Files.isDirectory(path)) return folder(path);
        if (!Files.exists(path))
            throw DyadicException.input(path.toString(), "there is no such file or folder; expected " + expected());
        if (!isData(path)) throw DyadicException.input(path.toString(), "is no .npz file; expected " + expected());
        return new DataRuns(List.of(new Run(path)));
    }

    private static DataRuns folder(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            List<Run> runs = files.filter(DataRuns::isData).map(Run::new)
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
            if (runs.isEmpty())
                throw DyadicException.input(path.toString(), "the folder has no .npz file; expected " + expected());
            return new DataRuns(runs);
        } catch (IOException e) {
            throw DyadicException.input(path.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    private static boolean isData(Path path) {
        Optional<Path> name = Optional.ofNullable(path.getFileName());
        return name.isPresent() && name.get().toString().endsWith(SUFFIX) && Files.isRegularFile(path);
    }

    private static String expected() {
        return "one .npz file, or a folder of them, one for each run.";
    }

    public int size() {
        return runs.size();
    }

    public List<Run> runs() {
        return runs;
    }

    /** The first runs, at most so many. */
    public DataRuns limit(int most) {
        return new DataRuns(runs.subList(0, Math.min(most, runs.size())));
    }

    @Override public Iterator<Run> iterator() {
        return runs.iterator();
    }
}
