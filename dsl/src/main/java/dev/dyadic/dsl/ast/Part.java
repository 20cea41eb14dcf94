// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.ast;

import dev.dyadic.plugin.spec.Spec;
import java.util.Optional;

/**
 * How weights or activations are quantized, as written: {@code i8{axis=0} by percentile}.
 *
 * @param format the name of a format, with granularity and zero point as options
 */
public record Part(Spec format, Optional<Spec> observer) {

    public String text() {
        return format + observer.map(spec -> " by " + spec).orElse("");
    }
}
