// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.simd.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles generated source and loads the class, without a file. */
final class InMemoryCompiler {

    private InMemoryCompiler() {}

    /** Why there is no compiler; empty where there is one. */
    static String obstacle() {
        return ToolProvider.getSystemJavaCompiler() == null
                ? "this Java has no compiler; take a JDK, with the module jdk.compiler" : "";
    }

    /** The constructor of a generated class; source that does not compile is a bug of the generator. */
    static Constructor<? extends Program> compile(String className, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var log = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            ModulePath.set(standard);
            var files = new InMemoryFiles(standard);
            List<String> options = List.of("-proc:none", "-nowarn", "-g:none", "--add-modules",
                    "dev.dyadic.simd,jdk.incubator.vector");
            boolean done = compiler.getTask(log, files, null, options, null, List.of(new Source(className, source))).call();
            if (!done) throw new IllegalStateException("generated source does not compile:\n" + log);
            Class<?> type = new Loader(files.classes).loadClass(className);
            return type.asSubclass(Program.class)
                    .getConstructor(Object[].class, dev.dyadic.simd.Workers.class, dev.dyadic.simd.Outside.class);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("a generated class cannot be loaded", e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        InMemoryFiles(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override public java.io.OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        Loader(Map<String, ByteArrayOutputStream> classes) {
            super(Program.class.getClassLoader());
            this.classes = classes;
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
