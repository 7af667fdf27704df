// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

/// Something is named that is not there.
public final class UnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    public UnknownException(String kind, String name) {
        super("there is no %s '%s'".formatted(kind, name));
        this.kind = kind;
    }

    /// `artifact`, `environment` …
    public String kind() {
        return kind;
    }
}
