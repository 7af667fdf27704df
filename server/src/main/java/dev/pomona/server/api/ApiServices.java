// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.estate.Deployments;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.estate.Ownership;
import dev.pomona.server.estate.Places;
import dev.pomona.server.estate.Projects;
import dev.pomona.server.estate.Teams;
import dev.pomona.server.estate.Who;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.VexIngest;
import dev.pomona.server.jobs.Webhooks;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.lifecycle.VexExport;
import dev.pomona.server.oidc.Issuers;
import dev.pomona.server.registry.Registries;
import java.util.List;
import java.util.stream.Stream;

/// What the API stands on.
///
/// @param maxDocument in bytes, unpacked
public record ApiServices(
        Audit audit,
        Ingest ingest,
        VexIngest vexIngest,
        VexExport vexExport,
        Intake intake,
        Gate gate,
        Policies policies,
        Replay replay,
        Environments environments,
        Projects projects,
        Ownership ownership,
        Teams teams,
        Places places,
        ServiceLevels serviceLevels,
        Deployments deployments,
        Hosts hosts,
        Who who,
        Findings findings,
        Acceptances acceptances,
        Tokens tokens,
        Webhooks webhooks,
        Issuers issuers,
        Registries registries,
        ServerKey key,
        long maxDocument) {

    /// Every route there is.
    public List<ApiRoute> routes() {
        return Stream.of(
                        ProfileApi.routes(),
                        new ProjectsApi(projects).routes(),
                        new OwnersApi(ownership).routes(),
                        new TeamsApi(teams).routes(),
                        ArtifactsApi.routes(),
                        new DocumentsApi(ingest, gate, intake, maxDocument).routes(),
                        new VexApi(vexIngest, vexExport, intake, maxDocument).routes(),
                        FindingsApi.routes(),
                        new LifecycleApi(findings, acceptances).routes(),
                        new EstateApi(environments, deployments).routes(),
                        new HostsApi(hosts).routes(),
                        new ChecksApi(environments).routes(),
                        new ServiceLevelsApi(serviceLevels).routes(),
                        new PlacesApi(places).routes(),
                        new WhoApi(who).routes(),
                        SearchApi.routes(),
                        FreshnessApi.routes(),
                        PortfolioApi.routes(),
                        VerdictsApi.routes(),
                        VulnerabilitiesApi.routes(),
                        new GateApi(gate, replay, intake, key).routes(),
                        new PolicyApi(policies).routes(),
                        new ChangesApi(new Cursors(key)).routes(),
                        new AuditApi(audit).routes(),
                        new TokensApi(tokens).routes(),
                        new WebhooksApi(webhooks).routes(),
                        new IssuersApi(issuers).routes(),
                        new RegistriesApi(registries).routes())
                .flatMap(List::stream)
                .toList();
    }
}
