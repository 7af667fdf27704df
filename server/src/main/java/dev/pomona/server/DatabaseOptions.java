// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

/// One's own PostgreSQL.
///
/// @param url for JDBC, without credentials
/// @param user may create schemas and roles
public record DatabaseOptions(String url, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseOptions[%s as %s]".formatted(url, user);
    }
}
