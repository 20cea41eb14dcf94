// SPDX-License-Identifier: Apache-2.0
/** Golden files, backend contract, seeded data; for plug-in authors too. */
module dev.dyadic.testkit {
    requires transitive dev.dyadic.plugin;
    requires transitive org.junit.jupiter.api;

    exports dev.dyadic.testkit;
}
