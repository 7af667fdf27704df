// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.change;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a change is about. The words are part of the API.
public enum Topic {
    /// Who may do what: tokens, identity providers, administrators, receivers. For administrators alone; nothing
    /// secret is in it.
    ACCESS,
    /// An artifact came to be known, or what is known to be in it changed.
    ARTIFACT,
    /// An instance was told to run, to have ended, or to run after all.
    DEPLOYMENT,
    /// A document was received, judged, refused or withdrawn.
    DOCUMENT,
    /// Somebody dealt with a flaw: state, assignment, comment.
    FINDING,
    /// A host came to be known, told something new of itself, or is gone.
    HOST,
    /// A repository of images that is watched can't be read, or can again.
    REGISTRY,
    /// A finding is late, or soon will be.
    SERVICE_LEVEL,
    /// What is decided by: environments, checks, policy, service levels, projects and their owners, teams, accounts,
    /// clusters.
    SETTING,
    /// A verdict says something else than the one before.
    VERDICT,
    /// An advisory touches something here.
    VULNERABILITY,
    /// A waiver or an acceptance was asked for, granted, signed, or has ended.
    WAIVER;

    /// As messages have it: kebab case.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// By word.
    public static List<String> words() {
        return Arrays.stream(values()).map(Topic::word).sorted().toList();
    }
}
