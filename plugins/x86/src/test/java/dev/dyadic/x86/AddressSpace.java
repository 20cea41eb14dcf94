// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/** Segments at made-up addresses. What lies outside of them cannot be read or written. */
final class AddressSpace {

    private static final long APART = 1L << 32;

    private final TreeMap<Long, MemorySegment> segments = new TreeMap<>();

    long add(MemorySegment segment) {
        long address = (segments.size() + 1) * APART;
        segments.put(address, segment);
        return address;
    }

    byte[] read(long address, int bytes) {
        return at(address, bytes).toArray(ValueLayout.JAVA_BYTE);
    }

    void write(long address, byte[] bytes) {
        at(address, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }

    private MemorySegment at(long address, int bytes) {
        Map.Entry<Long, MemorySegment> found = segments.floorEntry(address);
        if (found == null) throw new IndexOutOfBoundsException("nothing is at " + address);
        return found.getValue().asSlice(address - found.getKey(), bytes);
    }
}
