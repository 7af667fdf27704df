// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.Waiver;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.judgement.VexStore.Statement;
import java.util.ArrayList;
import java.util.List;

/// What others state about components, as far as it clears a finding: a waiver whose owner is the
/// statement's author.
final class VexWaivers {

    private VexWaivers() {}

    static List<Waiver> of(List<Statement> statements, Artifact artifact) {
        var waivers = new ArrayList<Waiver>();
        for (Statement statement : statements) {
            boolean isAboutWhole = statement.part().isEmpty();
            if (!isAboutWhole && !isArtifact(statement.product(), artifact)) continue;
            waivers.add(new Waiver(
                    statement.vulnerabilities(),
                    List.of(),
                    List.of(),
                    List.of(isAboutWhole ? statement.product() : statement.part()),
                    statement.author(),
                    reason(statement),
                    null,
                    "VEX statement " + statement.id()));
        }
        return waivers;
    }

    private static String reason(Statement statement) {
        String why = statement.remark().isEmpty() ? statement.justification() : statement.remark();
        return statement.status().name() + (why.isEmpty() ? "" : ": " + why);
    }

    /// A product that has the component as a part is this artifact when it has its digest, or its
    /// name and version.
    private static boolean isArtifact(String product, Artifact artifact) {
        try {
            Purl purl = Purl.parse(product);
            if (artifact.digest().equals(purl.version())) return true;
            return purl.name().equals(artifact.name())
                    && (purl.version() == null || purl.version().equals(artifact.version()));
        } catch (InvalidPurlException e) {
            return false;
        }
    }
}
