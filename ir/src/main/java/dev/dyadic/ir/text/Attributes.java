// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.ir.op.Op;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The attributes of a kind of op: the components of its record, in order, by their names in kebab case. */
record Attributes(Class<? extends Op> op, SequencedMap<String, RecordComponent> components) {

    private static final ClassValue<Attributes> KNOWN = new ClassValue<>() {
        @Override protected Attributes computeValue(Class<?> type) {
            return read(type.asSubclass(Op.class));
        }
    };

    static Attributes of(Class<? extends Op> op) {
        return KNOWN.get(op);
    }

    private static Attributes read(Class<? extends Op> op) {
        if (!op.isRecord()) throw new IllegalArgumentException(op.getName() + " is no record, so it cannot be an op");
        SequencedMap<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : op.getRecordComponents()) {
            components.put(Mnemonics.kebab(component.getName()), component);
        }
        return new Attributes(op, Collections.unmodifiableSequencedMap(components));
    }

    /** The value of a component. */
    static Object value(RecordComponent component, Op op) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw closed(op.getClass(), e);
        }
    }

    /**
     * The op of these attributes, one per component, in order.
     *
     * @throws IllegalArgumentException if the record refuses them
     */
    Op create(Object[] values) {
        Class<?>[] types = components.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return op.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw closed(op, e);
        } catch (ReflectiveOperationException e) {
            throw closed(op, e);
        }
    }

    private static IllegalStateException closed(Class<?> op, ReflectiveOperationException cause) {
        return new IllegalStateException(op.getName() + " must be a public record in a package exported to dev.dyadic.ir", cause);
    }
}
