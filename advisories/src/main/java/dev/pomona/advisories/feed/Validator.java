// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import org.jspecify.annotations.Nullable;

/// What is remembered of a file that was read, to learn cheaply whether it has changed.
///
/// @param etag as the server sent it; `null` when it sent none, or for a local file
/// @param lastModified the server's header as sent; `null` likewise
/// @param digest SHA-256 of the content in hex: finds the same content where a server knows neither of the
///     above
public record Validator(@Nullable String etag, @Nullable String lastModified, String digest) {}
