// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What Maven's settings files say about where files are read.
///
/// @param localRepository where the user's own copies are; empty for the usual place
/// @param activeProfiles ids
public record MavenSettings(
        Optional<String> localRepository,
        boolean offline,
        List<Mirror> mirrors,
        List<Server> servers,
        List<Profile> profiles,
        List<String> activeProfiles) {

    public static final MavenSettings NONE =
            new MavenSettings(Optional.empty(), false, List.of(), List.of(), List.of(), List.of());

    public MavenSettings {
        mirrors = List.copyOf(mirrors);
        servers = List.copyOf(servers);
        profiles = List.copyOf(profiles);
        activeProfiles = List.copyOf(activeProfiles);
    }

    /// These settings where they say something, and the others for the rest. Of two entries with the
    /// same id this one's holds.
    MavenSettings over(MavenSettings other) {
        var active = new LinkedHashSet<>(activeProfiles);
        active.addAll(other.activeProfiles);
        return new MavenSettings(
                localRepository.or(other::localRepository),
                offline || other.offline,
                joined(mirrors, other.mirrors, Mirror::id),
                joined(servers, other.servers, Server::id),
                joined(profiles, other.profiles, Profile::id),
                List.copyOf(active));
    }

    private static <T> List<T> joined(List<T> first, List<T> second, Function<T, String> id) {
        var all = new ArrayList<>(first);
        Set<String> known = new HashSet<>();
        first.forEach(one -> known.add(id.apply(one)));
        second.stream().filter(one -> !known.contains(id.apply(one))).forEach(all::add);
        return all;
    }

    /// The repositories of active profiles, of an id the last one, in the order in which they are asked.
    List<Repository> repositories() {
        Map<String, Repository> byId = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            if (!profile.activeByDefault() && !activeProfiles.contains(profile.id())) continue;
            profile.repositories().forEach(repository -> byId.put(repository.id(), repository));
        }
        return List.copyOf(byId.values());
    }

    Optional<Server> server(String id) {
        return servers.stream().filter(server -> server.id().equals(id)).findFirst();
    }
}
