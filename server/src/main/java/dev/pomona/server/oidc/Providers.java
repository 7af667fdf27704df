// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The identity providers that are in use, asked once in a while. Thread-safe.
public final class Providers {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 200;

    private final ProviderAccess access;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(Provider provider, Instant until) {}

    public Providers(ProviderAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    ProviderAccess access() {
        return access;
    }

    /// @throws OidcException when it can't be asked
    Provider get(String issuer) {
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(issuer);
            if (known != null && now.isBefore(known.until())) return known.provider();
        }
        Provider provider = Provider.discover(issuer, access, clock);
        synchronized (kept) {
            kept.put(issuer, new Kept(provider, now.plus(KEPT)));
            if (kept.size() > MOST) kept.remove(kept.keySet().iterator().next());
        }
        return provider;
    }
}
