// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.simd.Program;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Tells a compiler where the runtime of generated programs lies: where this program took it from. */
final class ModulePath {

    private ModulePath() {}

    static void set(StandardJavaFileManager files) throws IOException {
        URI location;
        try {
            location = Program.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IOException("the runtime of generated programs is not found", e);
        }
        files.setLocationFromPaths(StandardLocation.MODULE_PATH, List.of(Path.of(location)));
    }
}
