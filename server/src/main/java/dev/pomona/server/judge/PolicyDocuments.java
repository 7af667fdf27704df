// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.model.decision.Waiver;
import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.Policy;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverReader;
import dev.pomona.store.judgement.DecisionStore.PolicyVersion;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A policy version, read. The last one is kept: compiling its conditions takes longer than judging
/// by them.
public record PolicyDocuments(Policy policy, List<Waiver> waivers) {

    private record Cached(PolicyVersion version, PolicyDocuments documents) {}

    private static final AtomicReference<@Nullable Cached> LAST = new AtomicReference<>();

    public PolicyDocuments {
        waivers = List.copyOf(waivers);
    }

    /// @param version `null` for the built-in policy
    public static PolicyDocuments of(@Nullable PolicyVersion version) {
        if (version == null) return new PolicyDocuments(DefaultPolicy.policy(), List.of());
        Cached last = LAST.get();
        if (last != null && last.version().equals(version)) return last.documents();
        String document = version.policy();
        String waived = version.waivers();
        var documents = new PolicyDocuments(
                document == null
                        ? DefaultPolicy.policy()
                        : PolicyReader.read("policy.yaml", document).policy(),
                waived == null
                        ? List.of()
                        : WaiverReader.read("waivers.yaml", waived).waivers());
        LAST.set(new Cached(version, documents));
        return documents;
    }
}
