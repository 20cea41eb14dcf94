// SPDX-License-Identifier: Apache-2.0
/** The built-in passes, observers, formats and reports: a plug-in like any other. */
module dev.dyadic.passes {
    requires dev.dyadic.plugin;
}
