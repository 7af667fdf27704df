// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that tells whether a secret is in force; texts hold `{{…}}` where the secret goes.
///
/// @param url an HTTPS address with a constant host
/// @param body `null` for none
public record Verify(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable String body,
        Answer live,
        Answer dead) {

    public Verify {
        headers = Map.copyOf(headers);
    }

    /// @param status any of these; empty for any
    /// @param contains a text in the body; `null` for any body
    public record Answer(List<Integer> status, @Nullable String contains) {

        public Answer {
            status = List.copyOf(status);
        }
    }
}
