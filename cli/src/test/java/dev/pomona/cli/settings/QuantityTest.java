// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "4096b,4096",
        "1k,1024",
        "1KB,1024",
        "1KiB,1024",
        "512MB,536870912",
        "' 2 g ',2147483648",
        "1t,1099511627776"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantity.bytes("x", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "-1", "1.5g", "1e9", "1 g b", "999999999999t", "1234567890123", "٣", "1p"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Quantity.bytes("--max-file-size", text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--max-file-size takes a size such as 512MB or 2GB, but got '%s'", text);
    }

    @ParameterizedTest
    @CsvSource({
        "0s,PT0S",
        "250ms,PT0.25S",
        "30s,PT30S",
        "5m,PT5M",
        "5min,PT5M",
        "24h,PT24H",
        "7D,PT168H",
        "36500d,PT876000H"
    })
    void readsTimes(String text, Duration time) {
        assertThat(Quantity.duration("x", text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1y", "-5m", "PT5M", "36501d", "999999999999d", "999999999999h"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Quantity.duration("--timeout", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--timeout takes a time");
    }

    @Test
    void readsNumbersFromALeastOneOn() {
        assertThat(Quantity.number("x", " 8 ", 1)).isEqualTo(8);
        assertThatThrownBy(() -> Quantity.number("threads", "0", 1))
                .hasMessage("threads takes a whole number from 1 on, but got '0'");
        assertThatThrownBy(() -> Quantity.number("threads", "many", 1))
                .hasMessage("threads takes a whole number, but got 'many'");
        assertThatThrownBy(() -> Quantity.number("threads", "99999999999", 1)).isInstanceOf(UsageException.class);
    }
}
