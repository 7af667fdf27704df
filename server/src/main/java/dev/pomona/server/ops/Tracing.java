// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Spans of what the server does, for whoever follows a request over several programs. [#NONE] makes none and costs
/// nothing.
public interface Tracing {

    /// A stretch of time in which something was done. It is the current one of its thread until it is closed.
    interface Span extends AutoCloseable {

        /// @param route the template of it; empty when none fits
        default void answered(String route, int status) {}

        default void named(String name) {}

        default void failed(Throwable cause) {}

        /// 32 hexadecimal digits; empty when nothing is traced.
        default String trace() {
            return "";
        }

        /// 16 hexadecimal digits; empty when nothing is traced.
        default String id() {
            return "";
        }

        @Override
        default void close() {}
    }

    /// A request from outside.
    ///
    /// @param header by name; `traceparent` of W3C Trace Context says what it belongs to
    Span request(String method, Function<String, Optional<String>> header);

    /// A transaction of the database.
    Span transaction(String purpose);

    /// A round of something that is done again and again.
    Span job(String name);

    /// The headers that tell a receiver what a request to it belongs to; empty when nothing is traced.
    Map<String, String> outgoing();

    Tracing NONE = new Tracing() {

        private final Span nothing = new Span() {};

        @Override
        public Span request(String method, Function<String, Optional<String>> header) {
            return nothing;
        }

        @Override
        public Span transaction(String purpose) {
            return nothing;
        }

        @Override
        public Span job(String name) {
            return nothing;
        }

        @Override
        public Map<String, String> outgoing() {
            return Map.of();
        }
    };
}
