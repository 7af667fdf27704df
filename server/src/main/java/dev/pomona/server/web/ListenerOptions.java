// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a listener listens and how it is reached.
///
/// @param port 0 for one of the system's choice
/// @param publicUrl the address people use, where a proxy stands before it; `null` when they come
///     directly
/// @param trustedProxies how many proxies stand before it whose word for the client's address is
///     taken
/// @param memory that bodies share
/// @param spool where documents are received; `null` where none are
public record ListenerOptions(
        String host,
        int port,
        @Nullable URI publicUrl,
        int trustedProxies,
        Memory memory,
        @Nullable Spool spool) {

    /// Whether the way to the person is encrypted, at a proxy before it or here.
    boolean isSecure(boolean isSecureHere) {
        return publicUrl == null ? isSecureHere : "https".equals(publicUrl.getScheme());
    }

    /// Whether only this machine can reach it.
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
