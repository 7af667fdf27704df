// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Documents that describe what programs may ask (OpenAPI 3.1), each in the program and served by it.
public final class OpenApiDocument {

    /// What tenants and their programs ask.
    public static final String API = "openapi.yaml";

    /// What the operator's programs ask.
    public static final String OPERATOR = "operator.yaml";

    private OpenApiDocument() {}

    /// @param name [#API] or [#OPERATOR]
    public static String read(String name) {
        try (InputStream resource = OpenApiDocument.class.getResourceAsStream("/dev/pomona/server/" + name)) {
            if (resource == null) throw new IllegalStateException(name + " is not in the program");
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Serves a document to whoever asks.
    public static Route route(String path, String name) {
        Response document = Response.text(200, "application/yaml", read(name));
        return Route.of(Method.GET, path, _ -> document.header("Cache-Control", "public, max-age=300"));
    }
}
