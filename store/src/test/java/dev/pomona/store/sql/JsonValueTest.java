// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b, a\\ufffdb",
        "\\ud800, \\ufffd",
        "\\uDFff\\u0000, \\ufffd\\ufffd",
        "a\\\\u0000, a\\\\u0000",
        "a\\\\\\u0000, a\\\\\\ufffd",
        "\\u0001\\u00e9😀, \\u0001\\u00e9😀"
    })
    void keepsWhatCanBeKept(String inQuotes, String expected) {
        assertThat(JsonValue.storable("{\"x\":\"" + inQuotes + "\"}")).isEqualTo("{\"x\":\"" + expected + "\"}");
    }
}
