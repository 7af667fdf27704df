// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

/// A page about an advisory.
///
/// @param kind in lower case, as the source says: `advisory`, `fix`, `report`, `web`, …
/// @param url as published: not checked, to be escaped wherever it is shown
public record Reference(String kind, String url) {}
