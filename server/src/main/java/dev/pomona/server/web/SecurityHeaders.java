// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.util.List;
import java.util.stream.Stream;

/// What every answer tells browsers not to do.
final class SecurityHeaders {

    private static final List<Response.Header> ALWAYS = List.of(
            new Response.Header(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
                            + "require-trusted-types-for 'script'; trusted-types 'none'"),
            new Response.Header("X-Content-Type-Options", "nosniff"),
            new Response.Header("X-Frame-Options", "DENY"),
            // not no-referrer: browsers would send our own forms with `Origin: null` then (Fetch, "append a request
            // Origin header"), and could not be told from other sites
            new Response.Header("Referrer-Policy", "same-origin"),
            new Response.Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Response.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new Response.Header("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

    private static final Response.Header TRANSPORT =
            new Response.Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

    private SecurityHeaders() {}

    static List<Response.Header> of(boolean isSecure) {
        if (!isSecure) return ALWAYS;
        return Stream.concat(ALWAYS.stream(), Stream.of(TRANSPORT)).toList();
    }
}
