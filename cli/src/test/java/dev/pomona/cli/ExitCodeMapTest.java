// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.settings.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeMapTest {

    @Test
    void leavesEveryCodeAsItIs() {
        var map = new ExitCodeMap(List.of());
        for (ExitCode code : ExitCode.values()) assertThat(map.of(code)).isEqualTo(code.number());
    }

    @Test
    void mapsWhatItIsToldAndNothingElse() {
        var map = new ExitCodeMap(List.of("1=0", " 3 = 42 ", "4=255"));
        assertThat(map.of(ExitCode.POLICY_VIOLATED)).isZero();
        assertThat(map.of(ExitCode.INCOMPLETE)).isEqualTo(42);
        assertThat(map.of(ExitCode.INTERNAL_ERROR)).isEqualTo(255);
        assertThat(map.of(ExitCode.WRONG_USE)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "=", "1=", "=1", "5=0", "1=256", "-1=0", "1=-1", "a=b", "1=2=3", "1=99999999999"})
    void refusesAnythingElse(String pair) {
        assertThatThrownBy(() -> new ExitCodeMap(List.of(pair)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exit-code-map");
    }
}
