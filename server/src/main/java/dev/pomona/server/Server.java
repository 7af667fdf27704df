// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.api.Api;
import dev.pomona.server.api.ApiServices;
import dev.pomona.server.api.Intake;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.estate.Deployments;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.estate.Freshness;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.estate.Ownership;
import dev.pomona.server.estate.Places;
import dev.pomona.server.estate.Projects;
import dev.pomona.server.estate.Teams;
import dev.pomona.server.estate.Who;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.gate.PolicyTrial;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.identity.Authentication;
import dev.pomona.server.identity.FirstAdministrator;
import dev.pomona.server.identity.Login;
import dev.pomona.server.identity.Randomness;
import dev.pomona.server.identity.Sessions;
import dev.pomona.server.identity.Tenants;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.VexIngest;
import dev.pomona.server.jobs.Deliveries;
import dev.pomona.server.jobs.Removal;
import dev.pomona.server.jobs.Retention;
import dev.pomona.server.jobs.WebhookSender;
import dev.pomona.server.jobs.Webhooks;
import dev.pomona.server.judge.SnapshotCourier;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.SourceWatch;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.Rejudging;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.lifecycle.VexExport;
import dev.pomona.server.observe.EstateMetrics;
import dev.pomona.server.observe.ProcessMetrics;
import dev.pomona.server.oidc.Issuers;
import dev.pomona.server.oidc.OidcLogin;
import dev.pomona.server.oidc.PipelineTokens;
import dev.pomona.server.oidc.ProviderAccess;
import dev.pomona.server.oidc.Providers;
import dev.pomona.server.ops.Health;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import dev.pomona.server.outgoing.Outgoing;
import dev.pomona.server.outgoing.Reach;
import dev.pomona.server.pages.PageRoutes;
import dev.pomona.server.pages.ServiceActions;
import dev.pomona.server.pages.ServiceAgreements;
import dev.pomona.server.pages.SessionViewers;
import dev.pomona.server.pages.StoredRunning;
import dev.pomona.server.probes.Probes;
import dev.pomona.server.registry.FolderRegistries;
import dev.pomona.server.registry.Registries;
import dev.pomona.server.registry.RegistryWatch;
import dev.pomona.server.signin.Entrance;
import dev.pomona.server.signin.OperatorRoutes;
import dev.pomona.server.telemetry.Telemetry;
import dev.pomona.server.web.HttpListener;
import dev.pomona.server.web.ListenerOptions;
import dev.pomona.server.web.Memory;
import dev.pomona.server.web.Route;
import dev.pomona.server.web.Spool;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The control plane, running. Whatever was started is stopped in reverse by [#close].
public final class Server implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    /// Room for documents that are being received or read, packed, in bytes.
    private static final long SPOOL = 2L << 30;

    private static final int DOCUMENTS_WAITING = 64;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Health health = new Health();
    private int port;
    private int metricsPort;
    private String address = "";
    private @Nullable String setupLink;

    private Server() {}

    /// Starts it. When this returns requests are answered.
    ///
    /// @throws RuntimeException when a part can't be started; what was started is stopped
    public static Server start(ServerOptions options) throws InterruptedException {
        var server = new Server();
        try {
            server.run(options);
            return server;
        } catch (RuntimeException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private void run(ServerOptions options) throws InterruptedException {
        requireFree(options.host(), options.port(), "--port");
        requireFree(options.metricsHost(), options.metricsPort(), "--metrics-port");
        var clock = options.clock();
        DatabaseRun databaseRun =
                started(DatabaseRun.start(options.database(), options.dataFolder(), options.random()));
        Database database = databaseRun.database();
        ServerKey key = InstallationKey.open(options, database);
        var randomness = new Randomness(options.random());
        var audit = new Audit(database, key);
        var first = new FirstAdministrator(database, audit, randomness, clock);
        var metrics = new Metrics();
        Tracing tracing = tracing(options, metrics);
        if (Telemetry.isWanted(options.telemetry())) {
            database.listen(purpose -> new TracedTransaction(tracing, purpose));
        }
        metrics.collect(new ProcessMetrics(options.version())::samples);
        metrics.collect(new EstateMetrics(database, clock)::samples);
        var files = SnapshotStore.open(options.dataFolder());
        var snapshots = new Snapshots(files, new SnapshotCourier(database, files)::fetch);
        var ingest = new Ingest(database, snapshots, clock, options.version());
        var tokens = new Tokens(database, audit, randomness, clock);
        var sessions = new Sessions(database, randomness, clock);
        var reach = new Reach(options.inside());
        var outgoing = new Outgoing(reach);
        var providers = new Providers(new ProviderAccess(outgoing), clock);
        var authentication = new Authentication(tokens, sessions, new PipelineTokens(database, providers), clock);
        var oidc = new OidcLogin(database, audit, providers, sessions, key, randomness, clock);
        Intake intake = started(new Intake(Runtime.getRuntime().availableProcessors(), DOCUMENTS_WAITING));
        metrics.gauge("pomona_intake_waiting", "Documents that wait to be judged.", intake::waiting);
        var rejudging = new Rejudging(snapshots, options.version());
        var replay = new Replay(database, snapshots, options.version());
        var findings = new Findings(database, audit, rejudging, clock);
        var acceptances = new Acceptances(database, audit, rejudging, clock, key);
        var serviceLevels = new ServiceLevels(database, audit, clock);
        var trial = new PolicyTrial(database, replay);
        var environments = new Environments(database, audit, snapshots, clock, options.version());
        var projects = new Projects(database, audit, clock);
        var ownership = new Ownership(database, audit, clock);
        var teams = new Teams(database, audit, clock);
        var registries = new FolderRegistries(options.dataFolder().resolve("registries"));
        var policies = new Policies(database, audit, snapshots, clock, options.version());
        var services = new ApiServices(
                audit,
                ingest,
                new VexIngest(database, audit, snapshots, clock, options.version()),
                new VexExport(database),
                intake,
                new Gate(database, snapshots, clock, options.version(), key),
                policies,
                replay,
                environments,
                projects,
                ownership,
                teams,
                new Places(database, audit, clock),
                serviceLevels,
                new Deployments(database, snapshots, clock, options.version()),
                new Hosts(database, snapshots, clock, options.version()),
                new Who(database),
                findings,
                acceptances,
                tokens,
                new Webhooks(database, audit, key, reach, clock, options.random()),
                new Issuers(database, audit, key, clock),
                new Registries(database, audit, registries, clock),
                key,
                options.maxDocument());
        health.check("database", () -> databaseRun.isUp() && answers(database));
        var sources = new SourceWatch(database, audit, clock);
        health.notice(() -> sources.behind().stream()
                .map(one -> "%s is behind: %s".formatted(one.name(), one.reason()))
                .toList());
        health.notice(sources::failing);
        metrics.gauge(
                "pomona_feed_sources_failing",
                "Sources of advisory data that this node could not have when it last asked.",
                () -> sources.failing().size());

        var routes = new ArrayList<Route>();
        routes.addAll(new Api(services.routes(), authentication, database, key, clock).routes());
        var pages = new PageRoutes(
                database,
                clock,
                new SessionViewers(sessions),
                new ServiceActions(database, findings, acceptances, tokens, audit, trial),
                new ServiceAgreements(environments, serviceLevels, teams, projects, ownership),
                new StoredRunning());
        routes.addAll(pages.routes());
        routes.addAll(new Entrance(
                        first, new Login(database, audit, clock), sessions, tenant -> ways(oidc, tenant), pages.doors())
                .routes());
        routes.addAll(oidc.routes());
        var probes = new Probes(health, metrics);
        routes.addAll(probes.healthRoutes());
        var memory = new Memory(Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 3));
        Spool spool = Spool.open(options.dataFolder().resolve("spool"), SPOOL);
        HttpListener listener = started(HttpListener.start(
                new ListenerOptions(
                        options.host(),
                        options.port(),
                        options.publicUrl(),
                        options.trustedProxies(),
                        options.tls(),
                        memory,
                        spool,
                        options.random(),
                        tracing),
                routes,
                metrics));
        // ends before the listener, which waits for what is being answered
        started(pages);
        metrics.gauge("pomona_http_requests_in_flight", "Requests that are being answered.", listener::answering);
        port = listener.port();
        address = address(options);
        var probeRoutes = new ArrayList<>(probes.healthRoutes());
        probeRoutes.addAll(probes.metricsRoutes());
        String operatorToken = options.operatorToken();
        if (operatorToken != null) {
            probeRoutes.addAll(
                    new OperatorRoutes(new Tenants(database, audit, randomness, clock), operatorToken, clock).routes());
        }
        metricsPort = started(HttpListener.start(
                        ListenerOptions.plain(options.metricsHost(), options.metricsPort(), memory, options.random()),
                        probeRoutes,
                        new Metrics()))
                .port();
        setupLink =
                first.invite().map(secret -> address + "/setup?key=" + secret).orElse(null);
        started(FeedLoop.start(options, database, files, snapshots, sources, metrics, tracing));
        var sender = new WebhookSender(outgoing, key, clock, tracing);
        started(Upkeep.start(
                database,
                new Upkeep.Work(
                        new Deliveries(database, sender, clock, options.random()),
                        policies,
                        acceptances,
                        serviceLevels,
                        new Freshness(database, clock),
                        new Retention(database, clock, Map.of()),
                        new Removal(database, clock),
                        tenant -> ingest.resume(tenant, spool),
                        new RegistryWatch(database, registries, ingest, spool, options.maxDocument(), clock)::run),
                clock,
                metrics,
                tracing));
        started.push(health::drain);
        health.open();
        LOG.log(System.Logger.Level.INFO, "ready at {0}, metrics at port {1}", address, Integer.toString(metricsPort));
    }

    private static List<Entrance.Provider> ways(OidcLogin oidc, String tenant) {
        return oidc.of(tenant).stream()
                .map(issuer -> new Entrance.Provider(issuer.url(), OidcLogin.path(issuer, tenant)))
                .toList();
    }

    private String address(ServerOptions options) {
        var publicUrl = options.publicUrl();
        if (publicUrl != null) return publicUrl.toString().replaceFirst("/+$", "");
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "%s://%s:%d".formatted(options.tls() == null ? "http" : "https", host, port);
    }

    /// Told before the database is started, which takes longer than a look.
    private static void requireFree(String host, int port, String setting) {
        if (port == 0) return;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException(
                    "it can't listen at %s, port %d (%s); choose another with %s"
                            .formatted(host, port, e.getMessage(), setting),
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private Tracing tracing(ServerOptions options, Metrics metrics) {
        if (!Telemetry.isWanted(options.telemetry())) return Tracing.NONE;
        return started(Telemetry.start(options.telemetry(), options.version(), metrics))
                .tracing();
    }

    private static boolean answers(Database database) {
        return database.<Integer>as(Purpose.IDENTITY, tx -> tx.one("select 1 as one", row -> row.integer("one"))) == 1;
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /// What people call it.
    public String address() {
        return address;
    }

    /// The port that people and programs come to.
    public int port() {
        return port;
    }

    /// The port of health and metrics.
    public int metricsPort() {
        return metricsPort;
    }

    /// The one-time link of the first administrator; empty when there is one.
    public Optional<String> setupLink() {
        return Optional.ofNullable(setupLink);
    }

    /// Stops: nobody new, then what is being answered, then the database.
    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "a part did not stop cleanly", e);
            }
        }
    }
}
