// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns.Run;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** One run of the data, for a program with these inputs. Arrays that are no input do not count. */
public record RunInputs(Run run, List<Value> inputs) {

    /**
     * Runs the program and shows every value.
     *
     * @throws DyadicException naming the run, if it does not fit the program
     */
    public List<Tensor> run(Executable executable, Executable.Tap tap) {
        List<Tensor> tensors = tensors();
        return attempt(() -> executable.run(tensors, tap));
    }

    /**
     * Runs the program.
     *
     * @throws DyadicException naming the run, if it does not fit the program
     */
    public List<Tensor> run(Executable executable) {
        List<Tensor> tensors = tensors();
        return attempt(() -> executable.run(tensors));
    }

    /** Runs the program and shows each watched value to what watches it. */
    <T> SortedMap<String, T> show(Executable executable, SortedMap<String, T> watched, BiConsumer<T, Tensor> see) {
        run(executable, (value, tensor) -> {
            T watching = watched.get(value.name());
            if (watching != null) see.accept(watching, tensor);
        });
        return watched;
    }

    private List<Tensor> attempt(Supplier<List<Tensor>> running) {
        try {
            return running.get();
        } catch (DyadicException e) {
            List<Problem> problems = e.problems().stream()
                    .map(each -> new Problem(where() + ": " + each.where(), each.what(), each.hint()))
                    .toList();
            throw (DyadicException) new DyadicException(e.fault(), problems).initCause(e);
        }
    }

    /** The arrays in the order of the inputs. */
    private List<Tensor> tensors() {
        Map<String, Tensor> arrays = run.arrays();
        List<Tensor> tensors = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Value input : inputs) {
            Tensor array = arrays.get(input.name());
            if (array != null) tensors.add(array);
            else problems.add(missing(input, arrays));
        }
        if (!problems.isEmpty()) throw new DyadicException(Fault.INPUT, problems);
        return tensors;
    }

    private Problem missing(Value input, Map<String, Tensor> arrays) {
        String what = "has no array \"" + input.name() + "\" for input %" + input.name() + ": " + input.type() + ".";
        return new Problem(where(), what, Suggestion.hint(input.name(), arrays.keySet()));
    }

    private String where() {
        return run.file().toString();
    }
}
