// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.dyadic.onnx.proto.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages models: their bytes, or their fields in a file that is still well-formed. */
final class Mutator {

    private static final long[] NUMBERS = {
        0, 1, -1, 2, 3, 7, 127, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
    };

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** Bytes changed, moved or cut off. */
    byte[] bytes(byte[] model) {
        byte[] bytes = model.clone();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> {
                    int length = random.nextInt(Math.min(40, bytes.length - at));
                    System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length), length);
                }
                default -> {
                    if (random.nextInt(4) == 0) bytes = Arrays.copyOf(bytes, at);
                }
            }
        }
        return bytes;
    }

    /** Fields set, dropped, doubled or taken from elsewhere. */
    ModelProto fields(ModelProto model) {
        ModelProto.Builder builder = model.toBuilder();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            List<Message.Builder> messages = new ArrayList<>();
            collect(builder, messages);
            edit(messages.get(random.nextInt(messages.size())), messages);
        }
        return builder.build();
    }

    private void collect(Message.Builder builder, List<Message.Builder> into) {
        into.add(builder);
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) continue;
            if (!field.isRepeated()) {
                if (builder.hasField(field)) collect(builder.getFieldBuilder(field), into);
                continue;
            }
            for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
                collect(builder.getRepeatedFieldBuilder(field, i), into);
            }
        }
    }

    private void edit(Message.Builder message, List<Message.Builder> all) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        if (fields.isEmpty()) return;
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        Object value = value(field, message, all);
        if (!field.isRepeated()) {
            if (random.nextInt(3) == 0) message.clearField(field);
            else message.setField(field, value);
            return;
        }
        int count = message.getRepeatedFieldCount(field);
        if (count == 0 || random.nextInt(3) == 0) {
            message.addRepeatedField(field, value);
            return;
        }
        if (random.nextBoolean()) {
            message.setRepeatedField(field, random.nextInt(count), value);
            return;
        }
        List<Object> kept = new ArrayList<>();
        int dropped = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            if (i != dropped) kept.add(message.getRepeatedField(field, i));
        }
        message.setField(field, kept);
    }

    private Object value(FieldDescriptor field, Message.Builder message, List<Message.Builder> all) {
        return switch (field.getJavaType()) {
            case INT -> (int) NUMBERS[random.nextInt(NUMBERS.length)];
            case LONG -> NUMBERS[random.nextInt(NUMBERS.length)];
            case FLOAT -> (float) NUMBERS[random.nextInt(NUMBERS.length)];
            case DOUBLE -> (double) NUMBERS[random.nextInt(NUMBERS.length)];
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text(all);
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(20)]);
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> message(field, message, all);
        };
    }

    /** A text that stands somewhere else in the model. */
    private Object text(List<Message.Builder> all) {
        Message.Builder other = all.get(random.nextInt(all.size()));
        for (FieldDescriptor field : other.getDescriptorForType().getFields()) {
            if (field.getJavaType() != FieldDescriptor.JavaType.STRING) continue;
            if (!field.isRepeated() && other.hasField(field)) return other.getField(field);
            if (field.isRepeated() && other.getRepeatedFieldCount(field) > 0) return other.getRepeatedField(field, 0);
        }
        return "";
    }

    /** A message of the same kind from somewhere else in the model, or an empty one. */
    private Object message(FieldDescriptor field, Message.Builder message, List<Message.Builder> all) {
        for (int i = 0; i < 10; i++) {
            Message.Builder other = all.get(random.nextInt(all.size()));
            if (other.getDescriptorForType().equals(field.getMessageType())) return other.buildPartial();
        }
        return message.newBuilderForField(field).buildPartial();
    }
}
