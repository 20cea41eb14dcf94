// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import dev.dyadic.ir.Value;
import java.util.List;

/** What somebody wants fixed in a model whose inputs are not known yet. */
@FunctionalInterface
public interface Fixing {

    /** Nothing is fixed. */
    Fixing NONE = _ -> Fixed.NONE;

    /**
     * What it is in a model with these inputs.
     *
     * @throws dev.dyadic.ir.DyadicException if there is no such input or size, or a value does not fit
     */
    Fixed on(List<Value> inputs);
}
