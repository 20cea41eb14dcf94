// SPDX-License-Identifier: Apache-2.0
/** Recipe text to a checked recipe. */
module dev.dyadic.dsl {
    requires transitive dev.dyadic.plugin;
    requires org.antlr.antlr4.runtime;

    exports dev.dyadic.dsl;
    exports dev.dyadic.dsl.ast;
}
