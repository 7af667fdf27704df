// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.decision.Waiver;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waivers as they are kept beside verdicts.
public final class WaiverText {

    private WaiverText() {}

    /// One line; the same waivers give the same text.
    public static String write(List<Waiver> waivers) {
        return JsonOut.line(json -> {
            json.array("waivers");
            for (Waiver waiver : waivers) write(waiver, json);
            json.end();
        });
    }

    /// @param text of [#write(List)]; `null` for none
    static List<Waiver> read(@Nullable String text) {
        return text == null ? List.of() : all(Json.read(text).items("waivers"));
    }

    static void write(Waiver waiver, JsonOut json) {
        json.inlineObject()
                .textsIfAny("ids", waiver.ids())
                .textsIfAny("fingerprints", waiver.fingerprints())
                .textsIfAny("paths", waiver.paths())
                .textsIfAny("purls", waiver.purls())
                .field("owner", waiver.owner())
                .field("reason", waiver.reason())
                .text("expires", waiver.expires())
                .field("origin", waiver.origin())
                .end();
    }

    /// @throws IllegalArgumentException when one lacks something
    static List<Waiver> all(List<Node> nodes) {
        return nodes.stream().map(WaiverText::waiver).toList();
    }

    private static Waiver waiver(Node node) {
        String expires = node.text("expires");
        return new Waiver(
                texts(node, "ids"),
                texts(node, "fingerprints"),
                texts(node, "paths"),
                texts(node, "purls"),
                required(node, "owner"),
                required(node, "reason"),
                expires == null ? null : LocalDate.parse(expires),
                required(node, "origin"));
    }

    private static List<String> texts(Node node, String name) {
        return node.items(name).stream()
                .map(item -> String.valueOf(item.text()))
                .toList();
    }

    private static String required(Node node, String name) {
        String text = node.text(name);
        if (text == null) throw new IllegalArgumentException("no '%s'".formatted(name));
        return text;
    }
}
