// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import java.util.Optional;

/**
 * A program as it is named on the command line, perhaps with the backend it is to run on: {@code model.onnx@onnxruntime}.
 *
 * @param backend a name, perhaps with options: {@code onnxruntime{threads=2}}
 */
record Named(String program, Optional<String> backend) {

    static Named parse(String word) {
        int at = word.lastIndexOf('@');
        if (at < 0) return new Named(word, Optional.empty());
        return new Named(word.substring(0, at), Optional.of(word.substring(at + 1)));
    }

    /** On this backend, if none was named. */
    Named or(Optional<String> other) {
        return new Named(program, backend.or(() -> other));
    }
}
