// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.PackedTable;
import dev.dyadic.plugin.kernel.TableLookup;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Feature;
import dev.dyadic.x86.machine.Host;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.LookupCodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables of codes by {@link LookupCodes}. */
final class X86Lookup implements TableLookup {

    private static final List<Feature> FEATURES = List.of(Feature.AVX2);
    private static final double NANOSECONDS_PER_CODE = 0.13;
    private static final double NANOSECONDS_PER_CALL = 20;

    static final LookupCodes MANY = new LookupCodes(4);
    static final LookupCodes FEW = new LookupCodes(1);

    private final Host host;
    private final Engine engine;
    private final Program many = MANY.program();
    private final Program few = FEW.program();

    X86Lookup(Host host, Engine engine) {
        this.host = host;
        this.engine = engine;
    }

    @Override public String name() { return "x86-avx2-table"; }

    @Override public String summary() { return "Looks codes up in machine code: 32 at a time, by shuffles."; }

    @Override public Tile tile() { return new Tile(1, FEW.atOnce(), 1); }

    @Override public Set<String> needs() { return Feature.texts(FEATURES); }

    @Override public Optional<String> missing() { return host.missing(FEATURES); }

    @Override public double cost(Size size) {
        return NANOSECONDS_PER_CALL + size.rows() * size.columns() * NANOSECONDS_PER_CODE;
    }

    @Override public PackedTable pack(byte[] table) {
        return new LookupTable(table, many, few, engine);
    }
}
