// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Commands;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.server.api.Api;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever the API lists or does has a command, and commands ask for nothing that the API has not.
class ApiCommandsTest {

    private static final Node DOCUMENT = Yaml.read(Api.document());

    /// Commands that do more than one route does, or the other way round.
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("DELETE /deployments", "deploy end"),
            Map.entry("GET /accounts/{provider}/{account}", "accounts"),
            Map.entry("GET /artifacts/{digest}/vex", "vex export"),
            Map.entry("GET /audit/verification", "audit verify"),
            Map.entry("GET /changes", "changes"),
            Map.entry("GET /clusters/{cluster}", "clusters"),
            Map.entry("GET /environments/{environment}", "environments"),
            Map.entry("GET /gate", "gate"),
            Map.entry("GET /verdicts/{id}/replay", "replay"),
            Map.entry("GET /who", "who"),
            Map.entry("PATCH /findings/{id}", "findings triage"),
            Map.entry("POST /documents", "push"),
            Map.entry("POST /policy/check", "policy check"),
            Map.entry("POST /policy/dry-run", "policy push"),
            Map.entry("POST /vex", "push"),
            Map.entry("PUT /deployments", "deploy record"),
            Map.entry("PUT /policy", "policy push"),
            Map.entry("PUT /hosts/{host}/report", "agent"));

    private static String key(String method, String path) {
        return method + " " + path.replaceAll("\\?.*", "").replaceAll("\\{[^}]*}", "{}");
    }

    private static Map<String, Node> operations() {
        var operations = new TreeMap<String, Node>();
        for (Mapping.Entry path : DOCUMENT.entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                operations.put(key(operation.key().toUpperCase(Locale.ROOT), path.key()), operation.value());
            }
        }
        return operations;
    }

    private static Map<String, Ask> asks() {
        return Asks.all().stream()
                .collect(Collectors.toMap(
                        CommandEntry::name,
                        entry -> ((AskCommand) entry.command().get()).ask()));
    }

    @Test
    void everyOperationHasACommand() {
        Set<String> commands = Commands.ALL.stream().map(CommandEntry::name).collect(Collectors.toSet());
        var without = new TreeSet<>(operations().keySet());
        for (Ask ask : asks().values()) without.remove(key(ask.method(), ask.path()));
        OTHERWISE.forEach((operation, command) -> {
            assertThat(commands).contains(command);
            String[] words = operation.split(" ", 2);
            without.remove(key(words[0], words[1]));
        });
        assertThat(without).isEmpty();
    }

    @Test
    void everyCommandIsAnOperationWithTheSameParametersAndFields() {
        var operations = operations();
        var wrong = new ArrayList<String>();
        asks().forEach((name, ask) -> {
            Node operation = operations.get(key(ask.method(), ask.path()));
            if (operation == null) {
                wrong.add(name + ": there is no " + ask.method() + " " + ask.path());
                return;
            }
            Set<String> parameters = ask.isInQuery() ? queryOf(operation) : fieldsOf(operation);
            for (Ask.Parameter parameter : ask.parameters()) {
                boolean isKnown = parameter.form() == Ask.Form.BODY
                        ? operation.find("requestBody", "content", parameter.name()) != null
                        : parameters.contains(parameter.name());
                if (!isKnown) wrong.add(name + ": no parameter " + parameter.name());
            }
            for (Column column : ask.columns()) {
                if (column.fields().stream().noneMatch(field -> isInItems(operation, field)))
                    wrong.add(name + ": no field for " + column.head());
            }
            boolean isPaged = queryOf(operation).contains("limit");
            if (ask.isList() && isPaged == Asks.WHOLE.contains(ask.path())) wrong.add(name + ": paged or not");
        });
        assertThat(wrong).isEmpty();
    }

    private static Set<String> queryOf(Node operation) {
        return operation.items("parameters").stream()
                .map(ApiCommandsTest::resolved)
                .filter(parameter -> "query".equals(parameter.text("in")))
                .map(parameter -> String.valueOf(parameter.text("name")))
                .collect(Collectors.toSet());
    }

    private static Set<String> fieldsOf(Node operation) {
        Node schema = operation.find("requestBody", "content", "application/json", "schema");
        if (schema == null) return Set.of();
        return resolved(schema).entries("properties").stream()
                .map(Mapping.Entry::key)
                .collect(Collectors.toSet());
    }

    /// Whether the items of the answer have a field; a dot leads into an object.
    private static boolean isInItems(Node operation, String field) {
        Node response =
                resolved(String.valueOf(operation.find("responses", "200")), operation.find("responses", "200"));
        Node schema = resolved(response.entries("content").getFirst().value().find("schema"));
        Node item = schema.find("properties", "items", "items");
        for (String part : List.of(field.split("\\.", -1))) {
            if (item == null) return false;
            item = resolved(item).find("properties", part);
        }
        return item != null;
    }

    private static Node resolved(@Nullable Node node) {
        return resolved("a schema", node);
    }

    private static Node resolved(String what, @Nullable Node node) {
        if (node == null) throw new AssertionError("there is no " + what);
        String reference = node.text("$ref");
        if (reference == null) return node;
        Node found = DOCUMENT;
        for (String part : reference.substring(2).split("/", -1)) {
            Node next = found.find(part);
            if (next == null) throw new AssertionError("there is no " + reference);
            found = next;
        }
        return found;
    }
}
