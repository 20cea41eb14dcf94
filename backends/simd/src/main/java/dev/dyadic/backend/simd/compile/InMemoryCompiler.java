// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.compile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles generated source against the runtime, without a file. */
public final class InMemoryCompiler {

    private InMemoryCompiler() {}

    /** Why there is no compiler; empty where there is one. */
    public static String obstacle() {
        return ModuleLayer.boot().findModule("jdk.compiler").isEmpty()
                ? "this Java has no compiler; take a JDK, with the module jdk.compiler" : "";
    }

    /** Class files by full names; source that does not compile is a bug of the generator. */
    public static Map<String, byte[]> compile(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var log = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            standard.setLocationFromPaths(StandardLocation.MODULE_PATH, List.of(RuntimeFiles.location()));
            var files = new InMemoryFiles(standard);
            List<String> options = List.of("-proc:none", "-nowarn", "-g:none", "--add-modules",
                    "dev.dyadic.simd,jdk.incubator.vector");
            List<Source> units = new ArrayList<>();
            sources.forEach((name, text) -> units.add(new Source(name, text)));
            boolean done = compiler.getTask(log, files, null, options, null, units).call();
            if (!done) throw new IllegalStateException("generated source does not compile:\n" + log);
            Map<String, byte[]> classes = new LinkedHashMap<>();
            files.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        } catch (IOException e) {
            throw new IllegalStateException("generated source cannot be compiled", e);
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
        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        InMemoryFiles(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
