// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

/// Answers a request.
@FunctionalInterface
public interface Handler {

    /// @throws ProblemException to answer with a problem
    Response handle(Request request);
}
