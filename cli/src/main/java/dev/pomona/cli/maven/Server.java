// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

/// How to log in to the repository or mirror of the same id.
///
/// @param username empty when there is none
/// @param problem why the login can't be used, for messages; empty when it can
record Server(String id, String username, String password, String problem) {

    boolean isUsable() {
        return problem.isEmpty();
    }

    /// Without the password, wherever it may be printed.
    @Override
    public String toString() {
        return "Server[id=%s]".formatted(id);
    }
}
