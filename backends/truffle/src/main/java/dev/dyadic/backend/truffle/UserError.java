// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import dev.dyadic.ir.DyadicException;

/** What the user gave cannot be used, as a guest language says it. */
final class UserError extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    UserError(DyadicException why) {
        super(why.getMessage());
    }
}
