// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

/// What answers requests of a method at a path.
///
/// @param path with parameters as `{name}`, each one segment
/// @param maxBody in bytes, unpacked; a larger body is refused
public record Route(Method method, String path, long maxBody, Handler handler) {

    /// Enough for every form and every JSON body but documents.
    public static final long SMALL = 1 << 20;

    /// What answers when something is asked for that is nowhere. Its path is empty.
    public static Route elsewhere(Handler handler) {
        return new Route(Method.GET, "", 0, handler);
    }

    public static Route of(Method method, String path, Handler handler) {
        return new Route(method, path, method.isSafe() ? 0 : SMALL, handler);
    }
}
