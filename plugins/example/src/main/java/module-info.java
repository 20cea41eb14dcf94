// SPDX-License-Identifier: Apache-2.0
/** A third party's plug-in, built as a stranger would build it. */
module acme.example {
    requires dev.dyadic.plugin;

    opens acme.example to dev.dyadic.plugin;

    provides dev.dyadic.plugin.Plugin with acme.example.AcmePlugin;
}
