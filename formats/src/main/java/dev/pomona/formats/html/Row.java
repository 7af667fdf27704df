// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import org.jspecify.annotations.Nullable;

/// One finding with what was decided about it.
///
/// @param number from 1, in the order of the report
/// @param anchor the id by which the page can be linked to, `finding-` and the fingerprint
/// @param waiver the one that covers it or, when it has expired, would have; `null` when there is none
record Row(
        int number,
        String anchor,
        Finding finding,
        Detail.VulnerableComponent detail,
        @Nullable AppliedWaiver waiver) {

    Severity severity() {
        return finding.severity();
    }

    Component component() {
        return detail.component();
    }

    String ecosystem() {
        return component().purl().type();
    }

    /// The file where it is seen first.
    String file() {
        return finding.locations().getFirst().path();
    }

    boolean isWaived() {
        return waiver != null && waiver.state() == AppliedWaiver.State.ACTIVE;
    }

    boolean isExploited() {
        return detail.vulnerability().kev() != null;
    }

    /// The version to go to: the one that removes all flaws of the component or else this one; `null` when none
    /// is known.
    @Nullable
    String target() {
        String clean = detail.upgrade().clean();
        return clean == null ? detail.upgrade().fixed() : clean;
    }

    boolean isFixable() {
        return target() != null;
    }

    /// The project's own dependency that brings the component in; `null` when it is one itself or nobody knows.
    @Nullable
    Purl broughtBy() {
        return detail.path().size() > 2 ? detail.path().get(1) : null;
    }
}
