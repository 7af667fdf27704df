// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An environment.
///
/// @param tab `violated`, `incomplete`, `pass`, `running` or `settings`
/// @param verdicts of the tab; empty for others
/// @param running of the tab; empty for the others
/// @param freshness what was counted last; empty when nothing was
/// @param checks that are required before anything enters, and `checkLines`: as a form takes them
/// @param agreed what may be changed; `null` for those who may not
public record EnvironmentView(
        Overview.Environment environment,
        String tab,
        List<Verdict> verdicts,
        Page<DeploymentReading.Running> running,
        Pager pager,
        List<Fresh> freshness,
        List<CheckStore.Required> checks,
        String checkLines,
        AgreedView.@Nullable Environment agreed) {

    /// How fresh things of one kind are now.
    ///
    /// @param limit `null` for none
    public record Fresh(FreshnessStore.Day day, @Nullable Duration limit) {

        public String words() {
            boolean isHost = day.thing() == FreshnessStore.Thing.HOST;
            return day.measure() == FreshnessStore.Measure.REVERSE_UPTIME
                    ? isHost ? "Reverse uptime of hosts" : "Reverse uptime of instances"
                    : isHost ? "Age of hosts’ images" : "Age of base images";
        }

        public String link() {
            return Links.with(
                    "/freshness",
                    "thing",
                    day.thing() == FreshnessStore.Thing.HOST ? "host" : "instance",
                    "measure",
                    day.measure() == FreshnessStore.Measure.REVERSE_UPTIME ? "uptime" : "image");
        }
    }
}
