// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import org.jspecify.annotations.Nullable;

/// A secret with what was decided about it.
///
/// @param anchor the id by which the page can be linked to, `finding-` and the fingerprint
/// @param waiver the one that covers it or, when it has expired, would have; `null` when there is none
record SecretRow(
        String anchor,
        Finding finding,
        Detail.Secret secret,
        @Nullable AppliedWaiver waiver) {

    boolean isWaived() {
        return waiver != null && waiver.state() == AppliedWaiver.State.ACTIVE;
    }
}
