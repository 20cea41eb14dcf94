// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.type.Dim;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 + L + L|2*L+1", "3|3", "-1|-1", "B*A*2|2*A*B", "L-L|0", "div(2*L, 2)|L", "div(L, 8)|div(L, 8)",
        "max(1, L+1)|L+1", "min(b, a)|min(a, b)", "-9223372036854775808*L|-9223372036854775808*L", "div|div",
        "2*div(min(a, b)-1, 3)-max(a, c-1)|2*div(min(a, b)+2, 3)-max(a, c-1)-2"
    }) void simplifiesWhatItReads(String text, String canonical) {
        Dim dim = DimParser.parse(text);
        assertEquals(canonical, dim.toString());
        assertEquals(dim, DimParser.parse(canonical));
    }
}
