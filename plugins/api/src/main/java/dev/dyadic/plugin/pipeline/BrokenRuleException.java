// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

/** A pass broke a rule of the stages, or its own promise: the pass is wrong, not what the user gave. */
public final class BrokenRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenRuleException(String message) {
        super(message);
    }
}
