// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something one may be allowed to do. Stored and spelt in lower case.
public enum Scope {
    /// See what there is.
    READ,
    /// Bring documents.
    PUSH,
    /// Say what runs where.
    DEPLOY,
    /// Say what runs on a host, as its agent does, and nothing else.
    REPORT,
    /// Ask whether an artifact may run.
    GATE,
    /// Say what is to become of findings.
    TRIAGE,
    /// Carry a risk, as a business owner.
    ACCEPT,
    /// Set policies, waivers and environments.
    POLICY,
    /// Everything about people, tokens and the connections to others.
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
