// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Data to run a program on: one {@code .npz} file, which is one run, or a folder of them, one run each, in name order. Other
 * files of the folder do not count.
 */
public final class DataRuns implements Iterable<DataRuns.Run> {

    private static final String SUFFIX = ".npz";

    /**
     * The arrays of one run, read anew whenever they are asked for.
     *
     * @param fixed arrays that are known; a run may hold them, if they are the same, and need not
     */
    public record Run(Path file, Map<String, Tensor> fixed) {
        public Run {
            fixed = Map.copyOf(fixed);
        }

        public Run(Path file) {
            this(file, Map.of());
        }

        /** The name of the file, under which results are written too. */
        public String name() {
            return file.getFileName().toString();
        }

        /**
         * The arrays by the names of inputs, without those that are fixed.
         *
         * @throws DyadicException if it cannot be read, or holds another array than the fixed one
         */
        public SequencedMap<String, Tensor> arrays() {
            SequencedMap<String, Tensor> arrays = Npz.read(file);
            drop(name(), arrays, fixed);
            return arrays;
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

    /**
     * Leaves out what is fixed.
     *
     * @throws DyadicException naming the run, if it holds another array than the fixed one
     */
    public static void drop(String run, Map<String, Tensor> arrays, Map<String, Tensor> fixed) {
        for (String name : new TreeSet<>(fixed.keySet())) {
            Tensor found = arrays.remove(name);
            if (found == null || found.equals(fixed.get(name))) continue;
            throw DyadicException.input(run, "holds " + text(found) + " for " + name + ", which is fixed to "
                    + text(fixed.get(name)) + "; it must be the same, or left out.");
        }
    }

    private static String text(Tensor tensor) {
        if (tensor.count() != 1 || tensor.element().equals(Element.STRING)) return "other " + tensor;
        String number = tensor.element().isFloat() ? Double.toString(tensor.getDouble(0)) : Long.toString(tensor.getLong(0));
        return tensor + "(" + number + ")";
    }

    public int size() {
        return runs.size();
    }

    /** The same runs, in which these arrays are known. */
    public DataRuns fixing(Map<String, Tensor> fixed) {
        return fixed.isEmpty() ? this : new DataRuns(runs.stream().map(run -> new Run(run.file(), fixed)).toList());
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
