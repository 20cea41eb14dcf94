// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import dev.dyadic.simd.Outside;
import dev.dyadic.simd.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An emitted model, loaded. Any number of threads may run it at once; runs share the worker threads, and keep their buffers for later
 * runs. Results do not depend on the number of threads.
 */
public final class Model implements AutoCloseable {

    /** Makes a program that runs one thing at a time. */
    @FunctionalInterface
    public interface Maker {
        ModelProgram make(Object[] constants, Workers workers, Outside outside);
    }

    private static final Outside NOTHING_OUTSIDE = (node, _) -> {
        throw new IllegalStateException("nothing of an emitted program is computed elsewhere, not even node " + node);
    };

    private final List<Port> inputs;
    private final List<Port> outputs;
    private final List<String> sizes;
    private final Object[] constants;
    private final Maker maker;
    private final Workers workers;
    private final ConcurrentLinkedQueue<ModelProgram> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param sizes the names of sizes, in the order in which the program takes them
     * @param threads threads that one run uses, at least 1
     */
    public Model(List<Port> inputs, List<Port> outputs, List<String> sizes, Object[] constants, Maker maker, int threads) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.sizes = List.copyOf(sizes);
        this.constants = constants;
        this.maker = maker;
        this.workers = new Workers(threads);
    }

    public List<Port> inputs() {
        return inputs;
    }

    public List<Port> outputs() {
        return outputs;
    }

    /**
     * Runs once.
     *
     * @param arrays one for each input, by its name
     * @return one for each output, by its name, in order
     * @throws InvalidInputException if the arrays do not fit the inputs
     */
    public SequencedMap<String, Array> run(Map<String, Array> arrays) {
        int[] named = named(arrays);
        ModelProgram program = idle.poll();
        if (program == null) program = maker.make(constants, workers, NOTHING_OUTSIDE);
        try {
            return run(program, named, arrays);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new InvalidInputException("the model cannot run on this input: " + e.getMessage() + ".");
        } finally {
            idle.add(program);
        }
    }

    private SequencedMap<String, Array> run(ModelProgram program, int[] named, Map<String, Array> arrays) {
        program.bind(named);
        for (int i = 0; i < inputs.size(); i++) {
            Port port = inputs.get(i);
            Array array = arrays.get(port.name());
            if (!Arrays.equals(array.shape(), program.inputShape(i))) throw misfit(port, array);
            System.arraycopy(array.values(), 0, program.array(port.place()), program.at(port.place()), array.count());
        }
        program.run();
        SequencedMap<String, Array> results = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            Port port = outputs.get(i);
            long[] shape = program.outputShape(i);
            Object values = port.type().allocate(Array.count(shape));
            boolean constant = port.place() < 0;
            Object from = constant ? constants[-1 - port.place()] : program.array(port.place());
            System.arraycopy(from, constant ? 0 : program.at(port.place()), values, 0, Array.count(shape));
            results.put(port.name(), new Array(port.type(), shape, values));
        }
        return results;
    }

    /** The named sizes, from the axes that bear just a name. */
    private int[] named(Map<String, Array> arrays) {
        for (String name : arrays.keySet())
            if (inputs.stream().noneMatch(port -> port.name().equals(name)))
                throw new InvalidInputException(
                        name + " is no input; there are " + inputs.stream().map(Port::name).toList() + ".");
        int[] named = new int[sizes.size()];
        Arrays.fill(named, -1);
        for (Port port : inputs) {
            Array array = arrays.get(port.name());
            if (array == null)
                throw new InvalidInputException("there is no array for the input " + port.name() + " (" + port + ").");
            if (array.type() != port.type() || array.shape().length != port.sizes().size()) throw misfit(port, array);
            for (int axis = 0; axis < array.shape().length; axis++) {
                int name = sizes.indexOf(port.sizes().get(axis));
                if (name < 0) continue;
                int size = Math.toIntExact(array.shape()[axis]);
                if (named[name] >= 0 && named[name] != size) throw misfit(port, array);
                named[name] = size;
            }
        }
        return named;
    }

    private static InvalidInputException misfit(Port port, Array array) {
        return new InvalidInputException("the input " + port.name() + " is " + port + ", but was given " + array + ".");
    }

    /** Ends the worker threads. */
    @Override public void close() {
        workers.close();
    }
}
