// SPDX-License-Identifier: Apache-2.0
/// Drawings as SVG, made on the server: each has a title, says in words what it shows, labels its lines where they are,
/// and has its numbers as a table beside it. Colours are classes of the style sheet, so that a drawing is right in
/// light
/// and dark. What a drawing shows is computed elsewhere; start at [Trend].
@NullMarked
package dev.pomona.server.pages.plot;

import org.jspecify.annotations.NullMarked;
