// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.ArtifactView;
import dev.pomona.server.pages.view.EnvironmentListView;
import dev.pomona.server.pages.view.EnvironmentView;
import dev.pomona.server.pages.view.HostView;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.ProjectListView;
import dev.pomona.server.pages.view.ProjectView;
import dev.pomona.server.pages.view.Show;
import dev.pomona.server.pages.view.Verdict;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.HostInstanceStore;
import dev.pomona.store.reading.ArtifactReading;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.reading.HostPageReading;
import dev.pomona.store.reading.HostReading;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.ProjectReading;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.reading.VerdictReading;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What there is: projects, artifacts, environments and hosts.
final class EstatePages {

    private static final int ARTIFACTS = 20;
    private static final int COMPONENTS = 100;
    private static final int REASONS = 5;
    private static final int ON_HOST = 200;
    private static final List<String> ARTIFACT_TABS = List.of("findings", "components", "deployments", "verdicts");
    private static final List<String> ENVIRONMENT_TABS =
            List.of("violated", "incomplete", "pass", "running", "settings");

    private final Site site;

    EstatePages(Site site) {
        this.site = site;
    }

    List<Route> routes() {
        return List.of(
                site.get("/projects", this::projects),
                site.get("/projects/{key}", this::project),
                site.get("/artifacts/{digest}", this::artifact),
                site.get("/environments", this::environments),
                site.get("/environments/{key}", this::environment),
                site.get("/hosts/{key}", this::host));
    }

    private Response projects(Visit visit) {
        String after = visit.query("after").orElse(null);
        return visit.show("projects", "projects", (tx, _) -> {
            var projects = Places.at(() -> new Tallies(tx).projects(after, Visit.ROWS));
            return new Visit.Shown(
                    "Projects", new ProjectListView(projects, Pager.of("/projects", after, projects.next())));
        });
    }

    private Response project(Visit visit) {
        String key = visit.path("key");
        String after = visit.query("after").orElse(null);
        return visit.show("project", "projects", (tx, _) -> {
            var project = new ProjectReading(tx).find(key).orElseThrow(() -> ProblemException.notFound("project", key));
            var artifacts = Places.at(() -> new ArtifactReading(tx).ofProject(key, after, ARTIFACTS));
            List<Long> ids = artifacts.items().stream().map(Artifact::id).toList();
            var severities = new Overview(tx).severities(ids);
            var environments = new DeploymentReading(tx).environmentsOf(ids);
            List<ProjectView.Built> built = artifacts.items().stream()
                    .map(one -> new ProjectView.Built(
                            one,
                            severities.getOrDefault(one.id(), Severities.NONE),
                            environments.getOrDefault(one.id(), List.of())))
                    .toList();
            return new Visit.Shown(
                    project.name(),
                    new ProjectView(
                            project,
                            new Tallies(tx).project(key).orElse(null),
                            new Page<>(built, artifacts.next()),
                            Pager.of(Links.project(key), after, artifacts.next()),
                            Agreed.project(tx, visit.viewer(), project)));
        });
    }

    private Response artifact(Visit visit) {
        String digest = visit.path("digest");
        String tab = visit.query("tab").filter(ARTIFACT_TABS::contains).orElse("findings");
        return visit.show("artifact", "projects", (tx, _) -> {
            Artifact artifact = new ArtifactStore(tx)
                    .byDigest(digest)
                    .orElseThrow(() -> ProblemException.notFound("artifact", Show.cut(digest, 100)));
            return new Visit.Shown(
                    artifact.name() + " " + Show.orElse(artifact.version(), Show.shortly(digest)),
                    view(tx, visit, artifact, tab));
        });
    }

    private static ArtifactView view(Tx tx, Visit visit, Artifact artifact, String tab) {
        String after = visit.query("after").orElse(null);
        Page<FindingRow> findings = new Page<>(List.of(), null);
        Page<ArtifactReading.Component> components = new Page<>(List.of(), null);
        Page<DeploymentReading.Running> deployments = new Page<>(List.of(), null);
        List<Verdict> history = List.of();
        String next;
        switch (tab) {
            case "components" -> {
                components = Places.at(() -> new ArtifactReading(tx).components(artifact.id(), after, COMPONENTS));
                next = components.next();
            }
            case "deployments" -> {
                deployments = Places.at(() -> new DeploymentReading(tx)
                        .page(
                                new DeploymentReading.Filter(null, artifact.digest(), null, null, null, null),
                                after,
                                Visit.ROWS));
                next = deployments.next();
            }
            case "verdicts" -> {
                var given = Places.at(() -> new VerdictReading(tx).historyOfArtifact(artifact.id(), after, ARTIFACTS));
                history = GivenVerdicts.of(given.items(), REASONS);
                next = given.next();
            }
            default -> {
                List<FindingFilter> filters = List.of(new FindingFilter.Artifact(artifact.digest()));
                findings = Places.at(() -> new FindingList(tx).page(filters, FindingSort.PRIORITY, after, Visit.ROWS));
                next = findings.next();
            }
        }
        return new ArtifactView(
                artifact,
                tab,
                new Overview(tx).severities(artifact.id()),
                GivenVerdicts.of(new VerdictReading(tx).ofArtifact(artifact.id()), REASONS),
                findings,
                components,
                deployments,
                history,
                Pager.of(Links.artifact(artifact.digest()) + "?tab=" + tab, after, next));
    }

    private Response environments(Visit visit) {
        return visit.show(
                "environments",
                "environments",
                (tx, _) -> new Visit.Shown(
                        "Environments",
                        new EnvironmentListView(
                                new Overview(tx).environments(),
                                visit.viewer().may(Scope.POLICY) ? Seen.of("") : null)));
    }

    private Response environment(Visit visit) {
        String key = visit.path("key");
        String asked = visit.query("tab").filter(ENVIRONMENT_TABS::contains).orElse("violated");
        String after = visit.query("after").orElse(null);
        return visit.show("environment", "environments", (tx, _) -> {
            Overview.Environment environment =
                    new Overview(tx).environment(key).orElseThrow(() -> ProblemException.notFound("environment", key));
            return new Visit.Shown(environment.name(), view(tx, visit, environment, asked, after));
        });
    }

    private static EnvironmentView view(
            Tx tx, Visit visit, Overview.Environment environment, String tab, @Nullable String after) {
        Page<DeploymentReading.Running> running = new Page<>(List.of(), null);
        List<Verdict> verdicts = List.of();
        String next = null;
        if (tab.equals("running")) {
            running = Places.at(() -> new DeploymentReading(tx)
                    .page(
                            new DeploymentReading.Filter(environment.key(), null, null, null, null, null),
                            after,
                            Visit.ROWS));
            next = running.next();
        } else if (!tab.equals("settings")) {
            var given = Places.at(() -> new VerdictReading(tx)
                    .ofEnvironment(environment.key(), tab.toUpperCase(Locale.ROOT), after, ARTIFACTS));
            verdicts = GivenVerdicts.of(given.items(), REASONS);
            next = given.next();
        }
        var checks = Agreed.checks(tx, environment.key());
        return new EnvironmentView(
                environment,
                tab,
                verdicts,
                running,
                Pager.of(Links.environment(environment.key()) + "?tab=" + tab, after, next),
                freshness(tx, environment),
                checks,
                Agreed.lines(checks),
                Agreed.environment(tx, visit.viewer(), environment.key()));
    }

    private static List<EnvironmentView.Fresh> freshness(Tx tx, Overview.Environment environment) {
        return new FreshnessStore(tx)
                .newest(environment.key()).stream()
                        .map(day -> {
                            Long seconds = day.measure() == FreshnessStore.Measure.REVERSE_UPTIME
                                    ? environment.maxReverseUptimeSeconds()
                                    : environment.maxImageAgeSeconds();
                            return new EnvironmentView.Fresh(day, seconds == null ? null : Duration.ofSeconds(seconds));
                        })
                        .toList();
    }

    private Response host(Visit visit) {
        String key = visit.path("key");
        return visit.show("host", "freshness", (tx, _) -> {
            var reading = new HostPageReading(tx);
            var host = new HostReading(tx)
                    .find(key)
                    .orElseThrow(() -> ProblemException.notFound("host", Show.cut(key, 100)));
            var running = reading.running(host.id(), ON_HOST + 1);
            boolean hasMore = running.size() > ON_HOST;
            var unscanned = new HostInstanceStore(tx).page(key, null, true, 0, ON_HOST + 1);
            boolean hasMoreUnscanned = unscanned.size() > ON_HOST;
            return new Visit.Shown(
                    host.key(),
                    new HostView(
                            host,
                            hasMore ? running.subList(0, ON_HOST) : running,
                            hasMore,
                            hasMoreUnscanned ? unscanned.subList(0, ON_HOST) : unscanned,
                            hasMoreUnscanned));
        });
    }
}
