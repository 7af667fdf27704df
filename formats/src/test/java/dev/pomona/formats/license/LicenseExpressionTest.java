// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.license;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseExpressionTest {

    @ParameterizedTest
    @CsvSource({
        "MIT, MIT, true",
        "apache-2.0, Apache-2.0, true",
        "' mit ', MIT, true",
        "EPL-2.0+, EPL-2.0+, false",
        "(mit or Apache-2.0), (MIT OR Apache-2.0), false",
        "GPL-2.0-only with classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0, false",
        "((MIT)AND(0BSD OR ISC)), ((MIT) AND (0BSD OR ISC)), false",
    })
    void understandsAndSpellsAsTheListDoes(String statement, String text, boolean isSingle) {
        assertThat(LicenseExpression.parse(statement)).contains(new LicenseExpression(text, isSingle));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Apache License 2.0",
                "MIT/Apache-2.0",
                "MIT OR",
                "OR MIT",
                "MIT MIT",
                "(MIT",
                "MIT)",
                "()",
                "MIT WITH MIT",
                "(MIT) WITH Classpath-exception-2.0",
                "LicenseRef-mine",
                "MIT WITH",
                "+",
                "NOASSERTION",
                "Classpath-exception-2.0",
                ")MIT("
            })
    void takesNothingElseForAnExpression(String statement) {
        assertThat(LicenseExpression.parse(statement)).isEmpty();
    }

    @Test
    void standsDeepAndLongStatements() {
        assertThat(LicenseExpression.parse("(".repeat(4000) + "MIT" + ")".repeat(4000)))
                .isPresent();
        assertThat(LicenseExpression.parse("(".repeat(1_000_000))).isEmpty();
    }
}
