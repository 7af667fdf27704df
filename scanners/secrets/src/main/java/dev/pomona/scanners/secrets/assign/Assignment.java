// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

/// A name in a text and the literal that is assigned to it. Places are offsets in bytes; ends are exclusive.
/// The name is empty only where a URL has a password and no user.
///
/// @param valueStart the first byte of the value, after its quotes; the value is never empty and never has space
///     around it unless it is quoted. Escapes stand in it as they are written
public record Assignment(int nameStart, int nameEnd, int valueStart, int valueEnd, Form form) {}
