// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All container runtimes of a host, asked one after the other.
public final class Runtimes {

    private final List<ContainerSource> sources;

    private Runtimes(List<ContainerSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /// The usual places below a root.
    ///
    /// @param own where a user's own containers are, too; none for a service
    public static Runtimes usual(Path root, Collection<Path> own) {
        var sources = new ArrayList<ContainerSource>(List.of(
                new CriApi("containerd", root.resolve("run/containerd/containerd.sock")),
                new CriApi("containerd", root.resolve("run/k3s/containerd/containerd.sock")),
                new CriApi("CRI-O", root.resolve("run/crio/crio.sock")),
                new DockerApi("Docker", root.resolve("run/docker.sock")),
                new DockerApi("Podman", root.resolve("run/podman/podman.sock")),
                new StorageFiles(root.resolve("var/lib/containers/storage"))));
        for (Path folder : own) sources.add(new StorageFiles(folder));
        return new Runtimes(sources);
    }

    /// Those that somebody names: `docker:PATH`, `cri:PATH` or `storage:PATH`.
    ///
    /// @throws IllegalArgumentException when a name is none of these
    public static Runtimes named(Collection<String> names, Path folder) {
        var sources = new ArrayList<ContainerSource>();
        for (String name : names) {
            int colon = name.indexOf(':');
            Path path = folder.resolve(name.substring(colon + 1));
            sources.add(
                    switch (colon < 0 ? "" : name.substring(0, colon)) {
                        case "cri" -> new CriApi("the runtime", path);
                        case "docker" -> new DockerApi("the runtime", path);
                        case "storage" -> new StorageFiles(path);
                        default ->
                            throw new IllegalArgumentException(
                                    "'%s' is none of docker:PATH, cri:PATH and storage:PATH".formatted(name));
                    });
        }
        return new Runtimes(sources);
    }

    /// What they know.
    ///
    /// @param byId containers by id; they need not run
    /// @param sandboxes ids of what only holds a pod together
    /// @param gaps what could not be read, in words
    public record Found(Map<String, Container> byId, Set<String> sandboxes, List<String> gaps) {

        public Found {
            byId = Map.copyOf(byId);
            sandboxes = Set.copyOf(sandboxes);
            gaps = List.copyOf(gaps);
        }
    }

    /// @param running ids of the containers that have processes; empty when that can't be told
    public Found ask(Set<String> running) {
        Map<String, Container> byId = new HashMap<>();
        Set<String> sandboxes = new HashSet<>();
        var gaps = new ArrayList<String>();
        var refusals = new ArrayList<String>();
        for (ContainerSource source : sources) {
            if (!source.isThere()) continue;
            try {
                var known = source.ask();
                for (Container container : known.containers()) byId.putIfAbsent(container.id(), container);
                sandboxes.addAll(known.sandboxes());
            } catch (GrpcCall.RefusedException e) {
                // Docker brings a containerd that answers no such questions: that is a gap only if containers are left
                refusals.add("%s: %s".formatted(source.name(), e.getMessage()));
            } catch (AccessDeniedException _) {
                gaps.add("%s: no permission".formatted(source.name()));
            } catch (IOException e) {
                gaps.add("%s: %s".formatted(source.name(), e.getMessage()));
            }
        }
        long unknown = running.stream()
                .filter(id -> !byId.containsKey(id) && !sandboxes.contains(id))
                .count();
        if (unknown > 0) {
            gaps.addAll(refusals);
            gaps.add("of %s only the processes are known, and not the image"
                    .formatted(unknown == 1 ? "a container" : unknown + " containers"));
        }
        return new Found(byId, sandboxes, gaps);
    }
}
