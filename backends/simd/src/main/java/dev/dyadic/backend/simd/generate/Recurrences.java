// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Recurrence.Direction;
import dev.dyadic.ir.op.Recurrence.Gru;
import dev.dyadic.ir.op.Recurrence.Lstm;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * LSTM and GRU layers of f32 with constant weights and the usual activations, each direction a task. GRU layers are written if what the
 * state brings is reset after it was multiplied; LSTM layers without peepholes and coupled gates.
 */
final class Recurrences implements Region {

    private static final List<String> LSTM = List.of("Sigmoid", "Tanh", "Tanh");
    private static final List<String> GRU = List.of("Sigmoid", "Tanh");
    private static final int X = 0;
    private static final int INPUT_WEIGHTS = 1;
    private static final int STATE_WEIGHTS = 2;
    private static final int BIAS = 3;
    private static final int LENGTHS = 4;
    private static final int STATE = 5;
    private static final int INNER_STATE = 6;
    private static final int PEEPHOLES = 7;

    /** What is written of a layer. */
    private record Layer(String cell, Direction direction, int hidden, int gates) {

        List<Boolean> backward() {
            return switch (direction) {
                case FORWARD -> List.of(false);
                case REVERSE -> List.of(true);
                case BIDIRECTIONAL -> List.of(false, true);
            };
        }
    }

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Recurrence op)) return false;
        Optional<Layer> layer = layer(op, node, draft);
        boolean constant = List.of(INPUT_WEIGHTS, STATE_WEIGHTS, BIAS).stream()
                .allMatch(i -> draft.constant(node.in(i)).isPresent());
        if (layer.isEmpty() || !constant || !fits(node, draft)) return false;
        write(node, layer.get(), draft);
        return true;
    }

    private static Optional<Layer> layer(Recurrence op, Node node, Draft draft) {
        return switch (op) {
            case Lstm lstm -> Optional.of(new Layer("LSTM", lstm.direction(), (int) lstm.hidden(), 4))
                    .filter(layer -> lstm.clip() == 0 && !lstm.coupledInputForget() && isUsual(lstm.activations(), LSTM)
                            && draft.constant(node.in(PEEPHOLES)).filter(Recurrences::isZero).isPresent());
            case Gru gru -> Optional.of(new Layer("GRU", gru.direction(), (int) gru.hidden(), 3))
                    .filter(layer -> gru.clip() == 0 && gru.linearBeforeReset() && isUsual(gru.activations(), GRU));
            case Recurrence.Rnn _ -> Optional.empty();
        };
    }

    private static boolean isUsual(List<String> activations, List<String> usual) {
        for (int i = 0; i < activations.size(); i++) {
            if (!activations.get(i).equalsIgnoreCase(usual.get(i % usual.size()))) return false;
        }
        return true;
    }

    private static boolean isZero(Tensor tensor) {
        for (long i = 0; i < tensor.count(); i++) if (tensor.getDouble(i) != 0) return false;
        return true;
    }

    /** Whether all that changes from run to run lies in buffers. */
    private static boolean fits(Node node, Draft draft) {
        List<Value> ins = new ArrayList<>(List.of(node.in(X), node.in(LENGTHS), node.in(STATE)));
        if (node.op() instanceof Lstm) ins.add(node.in(INNER_STATE));
        return node.in(X).type().element().equals(Element.F32) && node.in(X).type().shape().dim(2).isConstant()
                && ins.stream().allMatch(in -> draft.fitsBuffer(in) && !draft.at(in).isBoxed())
                && node.outs().stream().allMatch(draft::fitsBuffer);
    }

    private static void write(Node node, Layer layer, Draft draft) {
        Located x = Copies.rowMajor(draft.at(node.in(X)), draft);
        Located lengths = Copies.rowMajor(draft.at(node.in(LENGTHS)), draft);
        boolean isLstm = node.op() instanceof Lstm;
        List<Located> given = new ArrayList<>(List.of(Copies.rowMajor(draft.at(node.in(STATE)), draft)));
        if (isLstm) given.add(Copies.rowMajor(draft.at(node.in(INNER_STATE)), draft));
        Sizes sizes = draft.sizes();
        Dim batch = x.shape().dim(1);
        Dim line = batch.times(Dim.of(layer.hidden()));
        Dim count = line.times(Dim.of(layer.backward().size()));
        Located all = draft.allocate(node.outs().getFirst(), Layout.rowMajor(4));
        List<Place.Buffer> states = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            boolean wanted = i + 1 < node.outs().size();
            states.add(wanted ? (Place.Buffer) draft.allocate(node.outs().get(i + 1), Layout.rowMajor(3)).place()
                    : draft.buffer(Storage.of(Element.F32).orElseThrow(), count));
        }
        List.of(x, lengths, all).forEach(draft::touch);
        given.forEach(draft::touch);
        states.forEach(draft::touch);
        var text = new Text();
        text.line("final int size = " + sizes.of(line) + ";");
        for (int i = 0; i < given.size(); i++) {
            text.line("System.arraycopy(" + given.get(i).array() + ", " + given.get(i).at() + " + task * size, floats, at"
                    + states.get(i).id() + " + task * size, size);");
        }
        String state = "floats, at" + states.getFirst().id() + " + task * size, ";
        String inner = "floats, at" + states.getLast().id() + " + task * size, ";
        for (int d = 0; d < layer.backward().size(); d++) {
            text.line("if (task == " + d + ") " + code(node, layer, d, draft) + ".run(" + x.array() + ", " + x.at() + ", "
                    + sizes.of(x.shape().dim(0)) + ", " + sizes.of(batch) + ", " + lengths.array() + ", " + lengths.at() + ", "
                    + state + inner + all.array() + ", " + all.at() + " + task * size, " + layer.backward().size() + " * size);");
        }
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "" + layer.backward().size(), text.toString());
    }

    /** The layer of a direction, as Java. */
    private static String code(Node node, Layer layer, int direction, Draft draft) {
        int width = layer.gates() * layer.hidden();
        int inputs = Math.toIntExact(node.in(X).type().shape().dim(2).constant());
        float[] bias = slice(node, BIAS, direction, 2 * width, draft);
        float[] inputBias = Arrays.copyOf(bias, width);
        float[] stateBias = Arrays.copyOfRange(bias, width, 2 * width);
        return "new RecurrentLayer(" + draft.constant(new FloatKernels(node.kernel())) + ", RecurrentCell." + layer.cell() + ", "
                + inputs + ", " + layer.hidden() + ", " + layer.backward().get(direction) + ", "
                + panels(slice(node, INPUT_WEIGHTS, direction, width * inputs, draft), inputs, width, draft) + ", "
                + panels(slice(node, STATE_WEIGHTS, direction, width * layer.hidden(), draft), layer.hidden(), width, draft)
                + ", "
                + draft.constant(inputBias) + ", " + draft.constant(stateBias) + ")";
    }

    private static float[] slice(Node node, int in, int direction, int length, Draft draft) {
        float[] all = draft.constant(node.in(in)).orElseThrow().toFloats();
        return Arrays.copyOfRange(all, direction * length, (direction + 1) * length);
    }

    /** Weights {@code [columns, depth]} as a matrix to multiply by. */
    private static String panels(float[] weights, int depth, int columns, Draft draft) {
        float[] turned = new float[weights.length];
        for (int i = 0; i < weights.length; i++) turned[i % depth * columns + i / depth] = weights[i];
        return draft.constant(new FloatPanels(turned, 0, columns, depth, columns));
    }
}
