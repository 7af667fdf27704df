// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

/// What a request does to a resource.
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /// Whether it changes nothing.
    public boolean isSafe() {
        return this == GET;
    }
}
