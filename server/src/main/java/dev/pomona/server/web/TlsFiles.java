// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.nio.file.Path;

/// Where a listener's certificate is, in PEM files, as those who renew it leave them.
///
/// @param certificate its own first, then those that vouch for it
/// @param key its private key, not encrypted: PKCS #8, PKCS #1 or SEC 1
public record TlsFiles(Path certificate, Path key) {}
