// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.generate.CodeEntries;
import dev.dyadic.backend.simd.generate.CodeKernels;
import dev.dyadic.backend.simd.generate.CodeMatrix;
import dev.dyadic.backend.simd.generate.CodePanels;
import dev.dyadic.backend.simd.generate.FloatKernels;
import dev.dyadic.backend.simd.generate.FloatPanels;
import dev.dyadic.backend.simd.generate.Layout;
import dev.dyadic.backend.simd.generate.Located;
import dev.dyadic.backend.simd.generate.Place;
import dev.dyadic.backend.simd.generate.Plan;
import dev.dyadic.backend.simd.generate.Storage;
import dev.dyadic.backend.simd.generate.WindowPanels;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import dev.dyadic.simd.ColumnRequant;
import dev.dyadic.simd.Convolution;
import dev.dyadic.simd.SumRequant;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a record that is kept as bytes may consist of. */
enum RecordForm {
    INT, BYTE, FLOAT, BOOLEAN, TEXT, TYPE, DIM, ELEMENT, STORAGE, OPTIONAL, LIST, ARRAY, REQUANT, RECORD;

    /** The records, by number; no others are read. */
    static final List<Class<? extends Record>> KNOWN = List.of(Plan.class, Plan.Job.class, Value.class, Located.class,
            Place.Buffer.class, Place.Constant.class, Place.Boxed.class, Layout.class, CodePanels.class, CodeMatrix.class,
            CodeMatrix.Groups.class, FloatPanels.class, FloatKernels.class, CodeKernels.class, CodeEntries.class,
            WindowPanels.class,
            Convolution.class,
            SumRequant.class, Kept.class,
            Kept.ClassFile.class);

    /** @throws IOException if it has none of these forms */
    static RecordForm of(Object value) throws IOException {
        return switch (value) {
            case Integer _ -> INT;
            case Byte _ -> BYTE;
            case Float _ -> FLOAT;
            case Boolean _ -> BOOLEAN;
            case String _ -> TEXT;
            case Type _ -> TYPE;
            case Dim _ -> DIM;
            case Element _ -> ELEMENT;
            case Storage _ -> STORAGE;
            case Optional<?> _ -> OPTIONAL;
            case List<?> _ -> LIST;
            case ColumnRequant _ -> REQUANT;
            case Record record when KNOWN.contains(record.getClass()) -> RECORD;
            case byte[] _,short[] _,int[] _,long[] _,float[] _,double[] _ -> ARRAY;
            default -> throw new IOException("no form for " + value.getClass());
        };
    }
}
