// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.cache.RecordInput;
import dev.pomona.engine.cache.RecordOutput;
import dev.pomona.engine.content.Digests;
import dev.pomona.model.component.Digest;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.PackageSource.Lookup;
import dev.pomona.scan.api.ScanContext.Ecosystem;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Notes what a scanner asked of package sources and was told, so that its result is used again only where it
/// would be told the same.
final class RecordedPackages implements Function<Ecosystem, PackageSource> {

    private record Question(Ecosystem ecosystem, String path) implements Comparable<Question> {
        @Override
        public int compareTo(Question other) {
            int order = ecosystem.compareTo(other.ecosystem);
            return order == 0 ? path.compareTo(other.path) : order;
        }
    }

    private final Function<Ecosystem, PackageSource> sources;
    private final Map<Question, Digest> answers = new TreeMap<>();

    RecordedPackages(Function<Ecosystem, PackageSource> sources) {
        this.sources = sources;
    }

    @Override
    public PackageSource apply(Ecosystem ecosystem) {
        return path -> {
            var answer = sources.apply(ecosystem).read(path);
            synchronized (answers) {
                answers.put(new Question(ecosystem, path), digest(answer));
            }
            return answer;
        };
    }

    void write(RecordOutput out) {
        synchronized (answers) {
            out.all(answers.entrySet(), answer -> {
                out.choice(answer.getKey().ecosystem());
                out.text(answer.getKey().path());
                out.text(answer.getValue().hex());
            });
        }
    }

    /// Whether the sources answer today as they did when this was written.
    boolean stillHolds(RecordInput in) {
        var all = in.all(() -> Map.entry(new Question(in.choice(Ecosystem.class), in.text()), in.text()));
        return all.stream().allMatch(answer -> {
            var question = answer.getKey();
            var today = digest(sources.apply(question.ecosystem()).read(question.path()));
            return today.hex().equals(answer.getValue());
        });
    }

    private static Digest digest(Lookup answer) {
        var digest = Digests.sha256();
        switch (answer) {
            case Lookup.Found(var content, var origin) -> {
                Digests.add(digest, "found");
                Digests.add(digest, origin);
                digest.update(Digests.of(Digest.Algorithm.SHA256, content));
            }
            case Lookup.Absent() -> Digests.add(digest, "absent");
            case Lookup.Unavailable(var reason) -> {
                Digests.add(digest, "unavailable");
                Digests.add(digest, reason);
            }
        }
        return Digest.of(Digest.Algorithm.SHA256, digest.digest());
    }
}
