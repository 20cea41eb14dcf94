// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a {@code .npy} file says of its data: little endian, the last axis fastest.
 *
 * @param length the bytes before the data
 */
record NpyHeader(ElementType type, long[] shape, int length) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TEXT = Pattern.compile(
            "\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

    /** Reads the header at the start of a file. */
    static NpyHeader parse(String where, byte[] file) {
        boolean npy = file.length >= 12 && Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC);
        if (!npy || file[6] < 1 || file[6] > 3)
            throw new InvalidInputException(where + ": is no .npy file of version 1 to 3.");
        int start = file[6] > 1 ? 12 : 10;
        long words = file[8] & 0xff | (file[9] & 0xff) << 8;
        if (file[6] > 1) words |= (file[10] & 0xffL) << 16 | (file[11] & 0xffL) << 24;
        if (start + words > file.length) throw new InvalidInputException(where + ": ends within its header.");
        Matcher text = TEXT.matcher(new String(file, start, (int) words, StandardCharsets.UTF_8));
        if (!text.matches())
            throw new InvalidInputException(
                    where + ": has a header that is not understood; expected descr, fortran_order and shape.");
        String order = text.group(1);
        ElementType type = ElementType.ofNumpy(order.replace('=', '<').replaceFirst("^[<>](?=.1$)", "|"))
                .orElseThrow(() -> new InvalidInputException(
                        where + ": holds " + order + "; expected little-endian numbers or bools."));
        long[] shape = Arrays.stream(text.group(3).split(","))
                .filter(word -> !word.isBlank())
                .mapToLong(word -> Long.parseLong(word.strip()))
                .toArray();
        if (text.group(2).equals("True") && shape.length > 1)
            throw new InvalidInputException(where + ": has its first axis fastest; expected numpy.ascontiguousarray of it.");
        return new NpyHeader(type, shape, start + (int) words);
    }

    /** The bytes of the header of an array; the data follow at a multiple of 64. */
    static byte[] print(Array array) {
        String sizes = Arrays.stream(array.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String shape = array.shape().length == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
        String text = "{'descr': '" + array.type().numpy() + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int total = Math.ceilDiv(10 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        byte[] header = new byte[total];
        Arrays.fill(header, (byte) ' ');
        byte[] lead = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (total - 10), (byte) (total - 10 >> 8)};
        System.arraycopy(lead, 0, header, 0, lead.length);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, lead.length, text.length());
        header[total - 1] = '\n';
        return header;
    }
}
