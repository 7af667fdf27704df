// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// PyPI's tokens are macaroons whose location is the index (Warehouse's documentation and source).
final class PypiToken implements StructuralCheck {

    private static final String PREFIX = "pypi-";

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (!text.startsWith(PREFIX)) return new Verdict.Unknown("it lacks the prefix");
        Macaroon macaroon = Macaroon.parse(text.substring(PREFIX.length()));
        if (macaroon == null) return new Verdict.Refuted("it is no macaroon");
        return switch (macaroon.location()) {
            case "pypi.org" -> new Verdict.Proven("it is a macaroon for pypi.org");
            case "test.pypi.org" -> new Verdict.Proven("it is a macaroon for test.pypi.org");
            default -> new Verdict.Proven("it is a macaroon for another index");
        };
    }
}
