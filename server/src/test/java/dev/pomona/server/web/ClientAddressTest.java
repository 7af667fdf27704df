// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final Networks TRUSTED = Networks.parse(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | X-Forwarded-For | who is asking
                "203.0.113.9 | 1.2.3.4 | 203.0.113.9", // nobody that is trusted says it
                "10.1.1.1 | 203.0.113.9 | 203.0.113.9",
                "10.1.1.1 | 1.2.3.4, 203.0.113.9 | 203.0.113.9", // what stands before is the client's own word
                "10.1.1.1 | 203.0.113.9, 10.2.2.2 | 203.0.113.9", // two proxies
                "10.1.1.1 | 203.0.113.9, 192.0.2.8 | 192.0.2.8",
                "10.1.1.1 | '' | 10.1.1.1",
                "10.1.1.1 | nonsense | 10.1.1.1",
                "10.1.1.1 | 203.0.113.9, nonsense | 10.1.1.1",
                "10.1.1.1 | 203.0.113.9:4711 | 203.0.113.9",
                "10.1.1.1 | [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "fd12::1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "192.0.2.7 | 10.9.9.9 | 10.9.9.9",
            })
    void isWhoTheLastThatIsTrustedNames(String peer, String forwarded, String client) {
        assertThat(ClientAddress.of(InetAddress.ofLiteral(peer), TRUSTED, forwarded))
                .isEqualTo(client);
        assertThat(ClientAddress.of(InetAddress.ofLiteral(peer), Networks.NONE, forwarded))
                .isEqualTo(InetAddress.ofLiteral(peer).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::1/129", "1.2.3", "/8"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> Networks.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongListCostsNoMoreThanAShortOne() {
        String hops = "10.0.0.1,".repeat(100_000) + "10.0.0.1";
        assertThat(ClientAddress.of(InetAddress.ofLiteral("10.0.0.2"), TRUSTED, hops))
                .isEqualTo("10.0.0.1");
    }
}
