// SPDX-License-Identifier: Apache-2.0
/** What anyone compiles against: contributions, registry, pipeline. */
module dev.dyadic.plugin {
    requires transitive dev.dyadic.ir;

    exports dev.dyadic.plugin;
    exports dev.dyadic.plugin.calibrate;
    exports dev.dyadic.plugin.compare;
    exports dev.dyadic.plugin.fix;
    exports dev.dyadic.plugin.kernel;
    exports dev.dyadic.plugin.measure;
    exports dev.dyadic.plugin.pipeline;
    exports dev.dyadic.plugin.program;
    exports dev.dyadic.plugin.recipe;
    exports dev.dyadic.plugin.registry;
    exports dev.dyadic.plugin.spec;

    uses dev.dyadic.plugin.Plugin;
}
