// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

/** What a translation throws when it does not support a node. The importer collects the refusals of a whole model. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a node could not be translated. */
    public enum Cause {
        /** The node asks for something that is not there. */
        UNSUPPORTED,
        /** Too little is known of an operand. */
        UNKNOWN_OPERAND,
        /** Something inside of the node was refused, and is listed already. */
        LISTED
    }

    private final Cause why;

    /** The node is not supported; one sentence, fit for the user. */
    public Refusal(String what) {
        this(Cause.UNSUPPORTED, what);
    }

    public Refusal(Cause why, String what) {
        super(what, null, false, false);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}
