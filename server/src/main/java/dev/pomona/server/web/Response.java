// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import dev.pomona.formats.json.JsonOut;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An answer.
///
/// @param headers in order; a name may stand several times
/// @param written writes the body instead, while it comes to be; `null` for one that is there
@SuppressWarnings("ArrayRecordComponent") // a body that nobody compares
public record Response(
        int status,
        String type,
        List<Header> headers,
        byte[] body,
        @Nullable Written written) {

    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";
    public static final String HTML = "text/html; charset=utf-8";
    public static final String TEXT = "text/plain; charset=utf-8";

    public record Header(String name, String value) {}

    /// Writes a body for as long as it likes; each flush reaches who reads it.
    @FunctionalInterface
    public interface Written {

        /// @throws IOException when nobody reads any more
        void to(OutputStream out) throws IOException;
    }

    public Response {
        headers = List.copyOf(headers);
    }

    public Response(int status, String type, List<Header> headers, byte[] body) {
        this(status, type, headers, body, null);
    }

    public static Response written(String type, Written written) {
        return new Response(200, type, List.of(), new byte[0], written);
    }

    /// @param content writes the fields of an object
    public static Response json(int status, Consumer<JsonOut> content) {
        return new Response(status, JSON, List.of(), (JsonOut.line(content) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static Response ok(Consumer<JsonOut> content) {
        return json(200, content);
    }

    public static Response noContent() {
        return new Response(204, "", List.of(), new byte[0]);
    }

    public static Response html(int status, String page) {
        return new Response(status, HTML, List.of(), page.getBytes(StandardCharsets.UTF_8));
    }

    public static Response text(int status, String type, String text) {
        return new Response(status, type, List.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends the person somewhere else, to be read with GET.
    public static Response seeOther(String location) {
        return new Response(303, "", List.of(new Header("Location", location)), new byte[0]);
    }

    public static Response problem(ProblemType type, String detail, List<ProblemException.Mistake> mistakes) {
        var body = JsonOut.line(json -> {
            json.field("type", type.uri())
                    .field("title", type.title())
                    .field("status", type.status())
                    .field("detail", detail);
            if (mistakes.isEmpty()) return;
            json.array("problems");
            for (var mistake : mistakes) {
                json.object().field("where", mistake.where());
                if (mistake.line() > 0) json.field("line", mistake.line()).field("column", mistake.column());
                json.field("message", mistake.message()).end();
            }
            json.end();
        });
        var response = new Response(type.status(), PROBLEM, List.of(), (body + "\n").getBytes(StandardCharsets.UTF_8));
        return type == ProblemType.NOT_AUTHENTICATED ? response.header("WWW-Authenticate", "Bearer") : response;
    }

    public Response header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, type, more, body, written);
    }
}
