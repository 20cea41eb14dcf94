// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.generate.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A generated program as it is kept for later processes.
 *
 * @param constants arrays, records of the runtime, and weights that are not packed yet
 */
public record Kept(Plan plan, List<Object> constants, List<ClassFile> classes) {

    /** A class by its full name. */
    public record ClassFile(String name, byte[] bytes) {}

    public static Kept of(Plan plan, List<Object> constants, Map<String, byte[]> classes) {
        return new Kept(plan, List.copyOf(constants),
                classes.entrySet().stream().map(each -> new ClassFile(each.getKey(), each.getValue())).toList());
    }

    /** Class files by full names. */
    public Map<String, byte[]> files() {
        return classes.stream().collect(Collectors.toMap(ClassFile::name, ClassFile::bytes));
    }
}
