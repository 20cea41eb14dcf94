// SPDX-License-Identifier: Apache-2.0
/** What anyone compiles against: contributions, registry, pipeline. */
module dev.dyadic.plugin {
    requires transitive dev.dyadic.ir;
}
