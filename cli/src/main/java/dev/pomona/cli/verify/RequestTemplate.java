// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.verify;

import dev.pomona.scanners.secrets.rule.Verify;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule's request with the secret in its holes. Each place has its own way to write a value: percent signs in
/// addresses and forms, escapes in JSON.
final class RequestTemplate {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(.*?)}}");

    private final Verify verify;

    RequestTemplate(Verify verify) {
        this.verify = verify;
    }

    /// The host that is asked, which is constant; in lower case.
    static String host(Verify verify) {
        String rest = verify.url().substring(verify.url().indexOf("://") + 3);
        int end = 0;
        while (end < rest.length() && "/?:".indexOf(rest.charAt(end)) < 0) end++;
        return rest.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /// @param secret may hold anything
    /// @param groups the parts of the match that holes may name
    /// @param route where to really go: the same address but in tests
    /// @throws IllegalArgumentException when the value can't stand in such a request; its message has nothing of it
    HttpRequest request(String secret, Map<String, String> groups, UnaryOperator<URI> route, Duration timeout) {
        Function<String, String> values = name -> name.equals("secret") ? secret : groups.getOrDefault(name, "");
        try {
            URI address = URI.create(fill(verify.url(), values, RequestTemplate::percent));
            String host = address.getHost();
            if (host == null || !host.toLowerCase(Locale.ROOT).equals(host(verify))) throw unfit();
            var request = HttpRequest.newBuilder(route.apply(address))
                    .timeout(timeout)
                    .header("User-Agent", "pomona");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(verify.headers());
            headers.forEach((name, value) -> request.header(name, fill(value, values, RequestTemplate::plain)));
            String body = verify.body();
            var content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(fill(body, values, encoding(headers, body)));
            return request.method(verify.method(), content).build();
        } catch (IllegalArgumentException _) {
            throw unfit(); // the message of the original has the value in it
        }
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException("it can't be put into a request");
    }

    private static UnaryOperator<String> encoding(Map<String, String> headers, String body) {
        String type = headers.getOrDefault("Content-Type", body.startsWith("{") ? "application/json" : "");
        if (type.contains("json")) return RequestTemplate::json;
        return type.contains("form-urlencoded") ? RequestTemplate::percent : RequestTemplate::plain;
    }

    private static String fill(String template, Function<String, String> values, UnaryOperator<String> written) {
        Matcher hole = HOLE.matcher(template);
        var filled = new StringBuilder();
        while (hole.find()) {
            String name = hole.group(1);
            String value = name.startsWith("basic:")
                    ? basic(name.substring("basic:".length()), values)
                    : written.apply(values.apply(name));
            hole.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        hole.appendTail(filled);
        return filled.toString();
    }

    private static String basic(String sides, Function<String, String> values) {
        int colon = sides.indexOf(':');
        String user = sides.substring(0, Math.max(0, colon));
        String password = sides.substring(colon + 1);
        String pair =
                (user.isEmpty() ? "" : values.apply(user)) + ":" + (password.isEmpty() ? "" : values.apply(password));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String percent(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Header fields hold visible ASCII; anything else could begin another field.
    private static String plain(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) throw unfit();
        return value;
    }

    private static String json(String value) {
        var escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') escaped.append('\\').append(c);
            else if (c < ' ') escaped.append("\\u%04x".formatted((int) c));
            else escaped.append(c);
        }
        return escaped.toString();
    }
}
