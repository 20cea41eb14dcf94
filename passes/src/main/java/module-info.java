// SPDX-License-Identifier: Apache-2.0
/** The built-in passes, observers, formats and reports: a plug-in like any other. */
module dev.dyadic.passes {
    requires transitive dev.dyadic.plugin;
    requires ejml.ddense;
    requires ejml.core;
    requires gg.jte.runtime;
    // Generated code names an annotation in it.
    requires static java.compiler;

    exports dev.dyadic.passes.observe;

    opens dev.dyadic.passes.canonical to dev.dyadic.plugin;
    opens dev.dyadic.passes.select to dev.dyadic.plugin;
    opens dev.dyadic.passes.widen to dev.dyadic.plugin;

    provides dev.dyadic.plugin.Plugin with dev.dyadic.passes.BuiltIns;
}
