// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import dev.pomona.server.ops.Tracing;
import java.net.URI;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where a listener listens and how it is reached.
///
/// @param port 0 for one of the system's choice
/// @param publicUrl the address people use, where a proxy stands before it; `null` when they come
///     directly
/// @param trustedProxies whose word for the client's address is taken
/// @param tls `null` for none: a proxy sees to it, or nobody but this machine comes
/// @param memory that bodies share
/// @param spool where documents are received; `null` where none are
/// @param random for the ids of requests
/// @param tracing for spans of requests
public record ListenerOptions(
        String host,
        int port,
        @Nullable URI publicUrl,
        Networks trustedProxies,
        @Nullable TlsFiles tls,
        Memory memory,
        @Nullable Spool spool,
        RandomGenerator random,
        Tracing tracing) {

    /// One that people come to directly, and in clear, without documents.
    public static ListenerOptions plain(String host, int port, Memory memory, RandomGenerator random) {
        return new ListenerOptions(host, port, null, Networks.NONE, null, memory, null, random, Tracing.NONE);
    }

    /// The same, with spans of requests.
    public ListenerOptions withTracing(Tracing other) {
        return new ListenerOptions(host, port, publicUrl, trustedProxies, tls, memory, spool, random, other);
    }

    /// Whether the way to the person is encrypted, at a proxy before it or here.
    boolean isSecure(boolean isSecureHere) {
        return publicUrl == null ? isSecureHere : "https".equals(publicUrl.getScheme());
    }

    /// Whether only this machine can reach it.
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
