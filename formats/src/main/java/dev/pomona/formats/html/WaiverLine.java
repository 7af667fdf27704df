// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.decision.AppliedWaiver;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Says beside a finding who accepts it, why, and until when.
final class WaiverLine {

    private WaiverLine() {}

    static void write(@Nullable AppliedWaiver applied, Page page) throws IOException {
        if (applied == null) return;
        var waiver = applied.waiver();
        var expires = waiver.expires();
        String state = switch (applied.state()) {
            case ACTIVE -> "Waived";
            case EXPIRED, UNUSED -> "Waiver no longer holds";
            case REFUSED -> "Waiver refused by the policy";
        };
        page.open("p", "class", "waiver");
        page.element("b", state).text(": ");
        page.text("%s (%s, %s, %s)"
                .formatted(
                        Words.orElse(waiver.reason(), "no reason given"),
                        Words.orElse(waiver.owner(), "nobody named"),
                        expires == null ? "no date" : "until " + expires,
                        waiver.origin()));
        page.close();
    }
}
