// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.finding.Upgrade;
import java.util.List;

/// Writes a vulnerability of one component on its own, as it stands in reports: to be kept and read again by
/// [dev.pomona.formats.report.MatchReader].
public final class MatchWriter {

    private MatchWriter() {}

    /// One line.
    public static String write(Vulnerability vulnerability, List<Claim> claims, Upgrade upgrade) {
        return JsonOut.line(json -> VulnerabilityJson.write(vulnerability, claims, upgrade, json));
    }
}
