// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.command.Version;
import dev.pomona.formats.json.JsonOut;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A report as the control plane takes it (`PUT /hosts/{host}/report`).
final class ReportText {

    /// Which report it is of the host's.
    record Turn(String stream, long number) {}

    private final Duration nextWithin;

    /// @param nextWithin after which the host counts as silent when nothing more is heard of it
    ReportText(Duration nextWithin) {
        this.nextWithin = nextWithin;
    }

    /// @param turn `null` for one that stands alone
    String of(Journal.Entry entry, @Nullable Turn turn) {
        return JsonOut.line(json -> write(entry, turn, json));
    }

    void write(Journal.Entry entry, @Nullable Turn turn, JsonOut json) {
        json.field("environment", entry.environment()).text("at", entry.at().truncatedTo(ChronoUnit.MICROS));
        json.field("full", entry.isFull());
        if (turn != null) json.field("stream", turn.stream()).field("number", turn.number());
        json.text("nextWithin", nextWithin);
        var host = entry.host();
        if (host != null) write(host, json);
        json.array("running");
        for (Journal.Told told : entry.instances()) write(told, json);
        json.end();
    }

    private static void write(Look.Host host, JsonOut json) {
        json.text("bootedAt", host.bootedAt()).field("account", host.account()).field("cluster", host.cluster());
        json.field("agent", Version.current());
        if (!host.system().isEmpty()) json.field("system", host.system());
        var image = host.image();
        if (image != null) {
            json.inlineObject("image")
                    .field("name", image.name())
                    .text("builtAt", image.builtAt())
                    .end();
        }
        json.texts("gaps", host.gaps()).texts("owners", host.owners());
        if (!host.labels().isEmpty()) {
            json.inlineObject("labels");
            host.labels().forEach((name, value) -> json.field(name, value));
            json.end();
        }
    }

    private static void write(Journal.Told told, JsonOut json) {
        Instance instance = told.instance();
        json.inlineObject()
                .field("kind", instance.kind())
                .field("workload", instance.workload())
                .field("instance", instance.instance())
                .textsIfAny("digests", instance.digests())
                .field("source", instance.source())
                .text("since", instance.since().truncatedTo(ChronoUnit.MICROS))
                .text("until", told.until() == null ? null : told.until().truncatedTo(ChronoUnit.MICROS));
        if (!instance.labels().isEmpty()) {
            json.inlineObject("labels");
            instance.labels().forEach((name, value) -> json.field(name, value));
            json.end();
        }
        json.end();
    }
}
