// SPDX-License-Identifier: Apache-2.0
/** Runs graphs as Truffle trees, and makes them a language of the polyglot world. */
module dev.dyadic.backend.truffle {
    requires dev.dyadic.plugin;
    requires org.graalvm.polyglot;
    requires org.graalvm.truffle;
    requires jdk.incubator.vector;

    opens dev.dyadic.backend.truffle to
            dev.dyadic.plugin;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with
            dev.dyadic.backend.truffle.DyadicLanguageProvider;
    provides com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider with
            dev.dyadic.backend.truffle.watch.WatchInstrumentProvider;
    provides dev.dyadic.plugin.Plugin with dev.dyadic.backend.truffle.TrufflePlugin;
}
