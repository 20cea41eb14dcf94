// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

/**
 * Something pluggable, found by its kind and name. What is registered is the instance with the default options; where a contribution
 * is a record, its components are its options ({@code smooth{alpha=0.5}}), and others are made from it.
 */
public sealed interface Contribution permits Backend, Exporter, Format, Importer, Kernel, Observer, Pass, Report {

    /** Kebab case, no more than one of a kind: {@code fuse-layer-norm}. */
    String name();

    /** What it does, one sentence. */
    String summary();
}
