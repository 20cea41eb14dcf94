// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What has been put together of a program so far: where values lie, the steps in the order they run, the constants they use. */
public final class Draft {

    /** A buffer: its arrays, and how many elements it takes, a Java expression. */
    public record BufferSpec(Storage storage, String count) {}

    /** A node left to the reference; operands that are constants are given as such. */
    public record Outside(Node node, List<Located> ins, List<Optional<Tensor>> constants, List<Located> outs) {}

    private final Sizes sizes;
    private final Map<String, Node> definitions;
    private final KnownWeights known;
    private final Map<String, List<Node>> uses = new HashMap<>();
    private final Set<String> returned = new HashSet<>();
    private final Map<String, Located> located = new HashMap<>();
    private final Map<Located, Map<Layout, Located>> copies = new HashMap<>();
    private final Set<Node> claimed = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> methods = new LinkedHashMap<>();
    private final List<BufferSpec> buffers = new ArrayList<>();
    private final List<Object> constants = new ArrayList<>();
    private final List<Outside> outside = new ArrayList<>();
    private final Set<String> checks = new LinkedHashSet<>();
    private final Set<Integer> touched = new TreeSet<>();
    private final List<Integer> weights = new ArrayList<>();
    private int boxes;

    /** The buffers that the last step writes, if they are told. */
    private Optional<Set<Integer>> last = Optional.empty();

    Draft(Graph graph, Set<String> names) {
        this.sizes = new Sizes(names);
        this.definitions = graph.definitions();
        this.known = new KnownWeights(definitions);
        for (Node node : graph.nodes()) {
            for (Value in : node.ins()) uses.computeIfAbsent(in.name(), _ -> new ArrayList<>()).add(node);
        }
        for (Value out : graph.outputs()) returned.add(out.name());
    }

    public Sizes sizes() {
        return sizes;
    }

    List<Step> steps() {
        return steps;
    }

    List<BufferSpec> buffers() {
        return buffers;
    }

    /** The constants; of weights that are not packed yet, their {@link Packing}. */
    public List<Object> constants() {
        return constants;
    }

    public List<Outside> outside() {
        return outside;
    }

    // ---- the graph around a node

    /** The elements of a value, if it is a constant, or weights that are codes of constants. */
    public Optional<Tensor> constant(Value value) {
        return known.of(value);
    }

    /** Whether a node need not run, as what it computes are weights. */
    boolean isKnown(Node node) {
        return known.is(node);
    }

    /** The node that defines a value; inputs have none. */
    Optional<Node> definition(Value value) {
        return Optional.ofNullable(definitions.get(value.name()));
    }

    /** The only node that uses a value, if there is just one and the value is not returned as well. */
    Optional<Node> onlyUse(Value value) {
        List<Node> users = uses.getOrDefault(value.name(), List.of());
        return users.size() == 1 && !returned.contains(value.name()) ? Optional.of(users.getFirst()) : Optional.empty();
    }

    /** Whether a value is used by a node not in a set, or returned. */
    boolean escapes(Value value, Set<Node> within) {
        return returned.contains(value.name()) || !within.containsAll(uses.getOrDefault(value.name(), List.of()));
    }

    boolean isUsed(Value value) {
        return returned.contains(value.name()) || uses.containsKey(value.name());
    }

    /** Takes a node as done. */
    void claim(Node node) {
        claimed.add(node);
    }

    boolean isClaimed(Node node) {
        return claimed.contains(node);
    }

    // ---- where values lie

    /** Whether a value can be used now: it is computed by an earlier step, or constant. */
    boolean isReady(Value value) {
        return located.containsKey(value.name()) || constant(value).isPresent();
    }

    /** Where a value lies; a constant is brought in by its first use. */
    public Located at(Value value) {
        Located known = located.get(value.name());
        if (known != null) return known;
        Tensor tensor = constant(value).orElseThrow(() -> new IllegalStateException("%" + value.name() + " is not computed yet"));
        if (!fitsBuffer(value)) return box(value);
        constants.add(TensorArrays.of(tensor));
        Place place = new Place.Constant(constants.size() - 1, Storage.of(tensor.element()).orElseThrow());
        Located found = new Located(value, place, Layout.rowMajor(tensor.rank()));
        located.put(value.name(), found);
        return found;
    }

    /** A value as a view of where another one lies. */
    Located alias(Value value, Located other, Layout layout) {
        Located view = new Located(value, other.place(), layout);
        located.put(value.name(), view);
        return view;
    }

    /** A value in another layout; it is copied once. */
    Located copy(Located value, Layout layout, Supplier<Located> copying) {
        return copies.computeIfAbsent(value, _ -> new HashMap<>()).computeIfAbsent(layout, _ -> copying.get());
    }

    /** A new buffer for a value. */
    Located allocate(Value value, Layout layout) {
        Storage storage = Storage.of(value.type().element()).orElseThrow();
        Located found = new Located(value, buffer(storage, value.type().shape().elements()), layout);
        located.put(value.name(), found);
        return found;
    }

    /** A tensor of the reference for a value. */
    Located box(Value value) {
        Located found = new Located(value, new Place.Boxed(boxes++), Layout.rowMajor(0));
        located.put(value.name(), found);
        return found;
    }

    /** Whether a value can lie in a buffer. */
    boolean fitsBuffer(Value value) {
        return value.type().knownElement().flatMap(Storage::of).isPresent() && sizes.knows(value.type().shape());
    }

    /** How many values are boxed. */
    int boxes() {
        return boxes;
    }

    /** A new buffer for so many elements. */
    Place.Buffer buffer(Storage storage, Dim count) {
        return buffer(storage, sizes.of(count));
    }

    /** A new buffer for so many elements, a Java expression. */
    Place.Buffer buffer(Storage storage, String count) {
        buffers.add(new BufferSpec(storage, count));
        return new Place.Buffer(buffers.size() - 1, storage);
    }

    /** Has every run check that a size is 1 or equal to another. */
    void spread(Dim size, Dim to) {
        checks.add("spread(" + sizes.of(size) + ", " + sizes.of(to) + ");");
    }

    /** Statements that check the sizes of a run. */
    Set<String> checks() {
        return checks;
    }

    // ---- constants and steps

    /** The Java name of a new constant: an array, a record of the runtime, or weights still to be packed. */
    public String constant(Object constant) {
        if (constant instanceof Packing) weights.add(constants.size());
        constants.add(constant);
        return "c" + (constants.size() - 1);
    }

    /**
     * The name of a method that steps call; equal ones are one, so that it is compiled once and early.
     *
     * @param parameters as Java declares them
     */
    String method(String parameters, String body) {
        return methods.computeIfAbsent("(" + parameters + ") {\n" + body, _ -> "loop" + methods.size());
    }

    /** The names of such methods, by what they take and do. */
    Map<String, String> methods() {
        return methods;
    }

    /** Notes that the step being written reads or writes a place. */
    Located touch(Located value) {
        touch(value.place());
        return value;
    }

    void touch(Place place) {
        if (place instanceof Place.Buffer(int id, _)) touched.add(id);
    }

    void step(String title, String tasks, String body) {
        step(title, tasks, body, Dim.of(0));
    }

    /** A step of so many multiply-adds. */
    void step(String title, String tasks, String body, Dim macs) {
        add(new Step(title, tasks, body, Set.copyOf(touched), List.copyOf(weights), macs));
        last = Optional.empty();
    }

    /**
     * The same, of a step that writes one buffer only. If neither the step before, which is such a one too, nor this one touches what the
     * other writes, they are one step.
     */
    void besides(String title, String tasks, String body, Dim macs, Place.Buffer out) {
        var step = new Step(title, tasks, body, Set.copyOf(touched), List.copyOf(weights), macs);
        Set<Integer> written = new TreeSet<>(Set.of(out.id()));
        boolean apart = last.isPresent() && Collections.disjoint(last.get(), step.touched())
                && !steps.getLast().touched().contains(out.id());
        if (apart) written.addAll(last.get());
        add(apart ? steps.removeLast().beside(step) : step);
        last = Optional.of(written);
    }

    private void add(Step step) {
        steps.add(step);
        touched.clear();
        weights.clear();
    }

    public void outside(Node node, List<Located> ins, List<Located> outs) {
        outside.add(new Outside(node, ins, node.ins().stream().map(this::constant).toList(), outs));
    }

}
