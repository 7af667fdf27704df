// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.HttpFiles;
import dev.pomona.advisories.feed.Network;
import dev.pomona.cli.settings.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The places that settings and the user allow, opened for one scan.
public final class MavenAccess implements AutoCloseable {

    private static final String CENTRAL = "central";

    private final MavenSettings settings;
    private final Optional<KeptFiles> kept;
    private final Optional<MavenWeb> web;
    private final MavenSource source;

    private MavenAccess(Options options) {
        this.settings = options.settings();
        this.kept = options.keep() ? Optional.of(new KeptFiles(options.cache(), options.clock())) : Optional.empty();
        // checked before anything is opened
        List<Repository> asked = asked(options.central());
        this.web = options.network()
                .filter(_ -> !settings.offline())
                .map(network -> MavenWeb.open(network, options.cache()));
        var places = new ArrayList<RepositoryPlace>();
        places.add(FolderRepository.local(options.local()));
        asked.forEach(repository -> places.add(place(repository)));
        this.source = new MavenSource(places);
    }

    /// What a scan may use.
    ///
    /// @param local the user's local repository
    /// @param central the address of Maven Central, or of what stands in for it
    /// @param cache a folder for what is fetched
    /// @param keep whether answers of earlier scans are used and those of this one kept
    /// @param network absent when no host may be asked
    public record Options(
            MavenSettings settings,
            Path local,
            String central,
            Path cache,
            boolean keep,
            Optional<Network> network,
            InstantSource clock) {}

    /// @throws UsageException when Maven Central's address is none
    public static MavenAccess open(Options options) {
        return new MavenAccess(options);
    }

    public MavenSource source() {
        return source;
    }

    /// What the person should know of how the places answered, one sentence each.
    public List<String> warnings() {
        return web.map(MavenWeb::warnings).orElse(List.of());
    }

    /// The repositories of the settings and Maven Central, with mirrors in their places, each once.
    private List<Repository> asked(String central) {
        var declared = new ArrayList<>(settings.repositories());
        if (declared.stream().noneMatch(repository -> repository.id().equals(CENTRAL))) {
            var repository = new Repository(CENTRAL, central, true, false);
            if (!repository.protocol().equals("file")) checkAddress(central);
            declared.add(repository);
        }
        Map<String, Repository> byAddress = new LinkedHashMap<>();
        for (Repository repository : declared) {
            Repository asked = Mirror.of(repository, settings.mirrors())
                    .map(mirror -> mirror.standingInFor(repository))
                    .orElse(repository);
            byAddress.merge(asked.id() + " " + asked.url(), asked, Repository::and);
        }
        return List.copyOf(byAddress.values());
    }

    private static void checkAddress(String central) {
        try {
            HttpFiles.address(central);
        } catch (FeedException e) {
            throw new UsageException("maven-central: " + e.reason(), e);
        }
    }

    private RepositoryPlace place(Repository repository) {
        boolean isBlocked = settings.mirrors().stream()
                .anyMatch(mirror -> mirror.blocked()
                        && mirror.id().equals(repository.id())
                        && mirror.url().equals(repository.url()));
        if (isBlocked) return closed(repository, "is blocked by the Maven settings");
        return switch (repository.protocol()) {
            case "file" -> folder(repository);
            case "http", "https" -> web(repository);
            default -> closed(repository, "is reached neither by http nor by file, and nothing else is supported");
        };
    }

    private static RepositoryPlace closed(Repository repository, String why) {
        return new RepositoryPlace.Closed(repository, "the repository '%s' %s".formatted(repository.id(), why));
    }

    private static RepositoryPlace folder(Repository repository) {
        try {
            return FolderRepository.of(repository, Path.of(URI.create(repository.url())));
        } catch (IllegalArgumentException e) {
            return closed(repository, "has a malformed file: address");
        }
    }

    private RepositoryPlace web(Repository repository) {
        Optional<Server> server = settings.server(repository.id());
        if (server.isPresent() && !server.get().isUsable()) {
            return new RepositoryPlace.Closed(repository, server.get().problem());
        }
        URI given;
        try {
            given = HttpFiles.address(repository.url());
        } catch (FeedException e) {
            return closed(repository, "has a malformed address");
        }
        URI base = URI.create(HttpFiles.shown(given) + (given.getRawQuery() == null ? "" : "?" + given.getRawQuery()));
        return new WebRepository(repository, base, login(given, server), kept, web, whyNotAsked());
    }

    private static UnaryOperator<URI> login(URI given, Optional<Server> server) {
        if (server.isPresent() && !server.get().username().isEmpty()) {
            Server login = server.get();
            return address -> HttpFiles.withUser(address, login.username(), login.password());
        }
        String own = given.getUserInfo();
        if (own == null) return address -> address;
        int colon = own.indexOf(':');
        String user = colon < 0 ? own : own.substring(0, colon);
        String password = colon < 0 ? "" : own.substring(colon + 1);
        return address -> HttpFiles.withUser(address, user, password);
    }

    private String whyNotAsked() {
        return settings.offline()
                ? "not here, and the Maven settings say offline"
                : "not here, and remote repositories are asked only with --online";
    }

    @Override
    public void close() {
        web.ifPresent(MavenWeb::close);
    }
}
