// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScopeTest {

    /// Of the place that is marked by `@`.
    private static String scope(String text) {
        return Scope.of(text.replace("@", "").getBytes(StandardCharsets.UTF_8), text.indexOf('@'));
    }

    @Test
    void isWhatIsIndentedLess() {
        assertThat(scope("services:\n  db1:\n    image: x\n\n    password: @")).isEqualTo("services/db1");
        assertThat(scope("resource \"aws_db\" \"main\" {\n\tpassword = @")).isEqualTo("resource aws_db main");
        assertThat(scope("{\"one\": {\n  \"db\": {\r\n    \"password\": \"@")).isEqualTo("one/db");
        assertThat(scope("password = @")).isEmpty();
        assertThat(scope("@")).isEmpty();
    }

    @Test
    void isTheLastHeadingInBrackets() {
        assertThat(scope("[a]\nx = 1\n[profile b]\ny = 2\npassword = @")).isEqualTo("profile b");
    }

    @Test
    void hasNothingOfAValue() {
        assertThat(scope("key = zX81kk2m\n  password: @")).isEqualTo("key");
        assertThat(scope("Zx8Kq2LmW9vT4bRn:\n  password: @")).isEmpty();
    }
}
