// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.syntax.Mapping;

/// Mapbox's tokens: the kind, a JSON object with user and identifier, and a signature, with dots between.
final class MapboxToken implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        String[] parts = value.text().split("\\.", 4);
        if (parts.length != 3) return new Verdict.Refuted("it has not the parts of such a token");
        Mapping object = JsonText.decode(parts[1]);
        if (parts[0].equals("pk")) return new Verdict.Refuted("it is a public token");
        if (object == null || object.text("u") == null) return new Verdict.Unknown("it names no user");
        return switch (parts[0]) {
            case "sk" -> new Verdict.Proven("it holds the JSON of a secret token");
            case "tk" -> new Verdict.Proven("it holds the JSON of a temporary token");
            default -> new Verdict.Unknown("it is of an unknown kind");
        };
    }
}
