// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.Format;
import dev.dyadic.plugin.ValueTable;
import java.util.Arrays;

/** A format that is only its name and its table of values. Equal by both. */
public final class TableFormat implements Format {

    private final String name;
    private final String summary;
    private final double[] values;
    private final ValueTable table;

    public TableFormat(String name, String summary, double... values) {
        this.name = name;
        this.summary = summary;
        this.values = values.clone();
        this.table = ValueTable.of(values);
    }

    @Override public String name() {
        return name;
    }

    @Override public String summary() {
        return summary;
    }

    @Override public ValueTable table() {
        return table;
    }

    @Override public boolean equals(Object other) {
        return other instanceof TableFormat format && name.equals(format.name) && Arrays.equals(values, format.values);
    }

    @Override public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override public String toString() {
        return name;
    }
}
