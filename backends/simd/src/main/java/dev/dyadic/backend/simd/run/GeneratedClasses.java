// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.simd.Outside;
import dev.dyadic.simd.Program;
import dev.dyadic.simd.Workers;
import java.lang.reflect.Constructor;
import java.util.Map;

/** Loads compiled programs. A loader and its classes are let go of with the program. */
public final class GeneratedClasses extends ClassLoader {

    private final Map<String, byte[]> classes;

    private GeneratedClasses(Map<String, byte[]> classes) {
        super(Program.class.getClassLoader());
        this.classes = classes;
    }

    /** The constructor of a program among these classes. */
    public static Constructor<? extends Program> program(String className, Map<String, byte[]> classes) {
        try {
            Class<?> type = new GeneratedClasses(classes).loadClass(className);
            return type.asSubclass(Program.class).getConstructor(Object[].class, Workers.class, Outside.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class cannot be loaded", e);
        }
    }

    @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) throw new ClassNotFoundException(name);
        return defineClass(name, bytes, 0, bytes.length);
    }
}
