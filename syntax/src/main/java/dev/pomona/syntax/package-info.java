// SPDX-License-Identifier: Apache-2.0
/// Readers of JSON, YAML, TOML and XML that keep positions and stay within limits, whatever the input.
///
/// JSON, YAML and TOML become a [Node] tree, XML an [Element] tree. Nothing here knows what a document means.
@NullMarked
package dev.pomona.syntax;

import org.jspecify.annotations.NullMarked;
