// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import java.util.List;

/**
 * Brings contributions. A module says {@code provides dev.dyadic.plugin.Plugin with ...}; packages whose records have options are
 * exported, or opened to {@code dev.dyadic.plugin}. A plug-in runs with the rights of the user who starts it.
 */
public interface Plugin {

    /** The version of this API. The compiler writes the number into the plug-in that names it. */
    int API = 1;

    /** Kebab case, unique. */
    String name();

    /** {@code return Plugin.API;}: the version of the API the plug-in was built for. */
    int apiVersion();

    /** What it brings, each with its default options. */
    List<Contribution> contributions();
}
