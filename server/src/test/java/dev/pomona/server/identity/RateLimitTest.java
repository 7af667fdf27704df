// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.web.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void addressesOfOneNetworkAreOne() {
        var limit = new RateLimit(1, 2, InstantSource.fixed(Instant.EPOCH));
        limit.takeFrom("2001:db8:1:2::1");
        limit.takeFrom("2001:db8:1:2:ffff::9");
        assertThatThrownBy(() -> limit.takeFrom("2001:db8:1:2:3:4:5:6")).isInstanceOf(ProblemException.class);
        limit.takeFrom("2001:db8:1:3::1");
        limit.takeFrom("192.0.2.1");
        limit.takeFrom("192.0.2.1");
        assertThatThrownBy(() -> limit.takeFrom("192.0.2.1")).isInstanceOf(ProblemException.class);
        limit.takeFrom("192.0.2.2");
        assertThat(RateLimit.network("nonsense:")).isEqualTo("nonsense:");
    }
}
