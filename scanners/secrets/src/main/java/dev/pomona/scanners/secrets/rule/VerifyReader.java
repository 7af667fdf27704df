// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the part of a rule that says how to ask the issuer.
final class VerifyReader {

    private static final Pattern ADDRESS =
            Pattern.compile("https://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?(/.*|\\?.*)?", Pattern.DOTALL);
    private static final Pattern HOLE = Pattern.compile("\\{\\{(.*?)}}");
    private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD");

    private final RuleProblems problems;

    VerifyReader(RuleProblems problems) {
        this.problems = problems;
    }

    /// @param pattern what the groups are named in; `null` when it could not be compiled, and names are not checked
    @Nullable
    Verify read(Node node, @Nullable Regex pattern) {
        if (!(node instanceof Mapping)) {
            problems.add(node, "'verify' is a mapping");
            return null;
        }
        var fields = new RuleFields(node, problems);
        fields.onlyKeys(Set.of("method", "url", "headers", "body", "live", "dead"));
        String method = fields.required("method");
        if (!method.isEmpty() && !METHODS.contains(method)) {
            problems.add(fields.at("method"), "'method' is GET, POST or HEAD, but got '%s'".formatted(method));
        }
        String url = fields.required("url");
        if (!url.isEmpty() && !ADDRESS.matcher(url).matches()) {
            problems.add(fields.at("url"), "'url' is an https address whose host is constant");
        }
        var headers = headers(fields);
        String body = fields.optional("body");
        holes(fields.at("url"), url, pattern);
        headers.forEach((_, value) -> holes(fields.at("headers"), value, pattern));
        if (body != null) holes(fields.at("body"), body, pattern);
        return new Verify(method, url, headers, body, answer(fields, "live"), answer(fields, "dead"));
    }

    private static Map<String, String> headers(RuleFields fields) {
        var headers = new LinkedHashMap<String, String>();
        if (!fields.has("headers")) return headers;
        var own = new RuleFields(fields.at("headers"), fields.problems());
        for (Mapping.Entry header : own.node().entries()) headers.put(header.key(), own.required(header.key()));
        return headers;
    }

    private void holes(Node at, String text, @Nullable Regex pattern) {
        if (pattern == null) return;
        Matcher hole = HOLE.matcher(text);
        while (hole.find()) {
            String name = hole.group(1);
            String[] sides = name.startsWith("basic:") ? name.substring(6).split(":", -1) : new String[] {name};
            for (String side : sides) {
                boolean known = side.isEmpty()
                        || side.equals("secret")
                        || pattern.group(side).isPresent();
                if (!known) problems.add(at, "the pattern has no group '%s'".formatted(side));
            }
            if (name.startsWith("basic:") && sides.length != 2) {
                problems.add(at, "'{{basic:user:password}}' names two groups, either of them may be empty");
            }
        }
    }

    private Verify.Answer answer(RuleFields verify, String key) {
        var statuses = new ArrayList<Integer>();
        if (!verify.has(key)) {
            problems.add(verify.node(), "'%s' is missing".formatted(key));
            return new Verify.Answer(List.of(), null);
        }
        var fields = new RuleFields(verify.at(key), problems);
        fields.onlyKeys(Set.of("status", "contains"));
        if (!fields.has("status") && !fields.has("contains")) {
            problems.add(fields.node(), "'%s' says 'status', 'contains' or both".formatted(key));
        }
        for (Node item : fields.has("status") ? fields.items("status") : List.<Node>of()) {
            if (item instanceof Scalar scalar && scalar.raw().matches("[1-5][0-9]{2}")) {
                statuses.add(Integer.valueOf(scalar.raw()));
            } else {
                problems.add(item, "'status' is a list of HTTP status codes");
            }
        }
        return new Verify.Answer(statuses, fields.optional("contains"));
    }
}
