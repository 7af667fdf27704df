// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteCommand;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Node;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any command of [Asks].
public final class AskCommand extends RemoteCommand {

    private static final Setting LIMIT = Setting.value("limit", "N", "as many rows as are shown", "100", USER);
    private static final int LARGEST_PAGE = 200;
    private static final int LARGEST_FILE = 1_000_000;

    private final Ask ask;

    AskCommand(Ask ask) {
        this.ask = ask;
    }

    Ask ask() {
        return ask;
    }

    @Override
    public String description() {
        return ask.description();
    }

    @Override
    public String arguments() {
        return ask.arguments();
    }

    @Override
    public Arity arity() {
        return ask.arity();
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(ask.settings());
        settings.add(RemoteSettings.FORMAT);
        if (ask.isList()) settings.add(LIMIT);
        settings.add(RemoteSettings.SERVER);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    protected ExitCode run(Invocation invocation, Remote remote) throws RemoteException {
        boolean isJson = isJson(invocation);
        if (!ask.isList()) return one(invocation, remote, isJson);
        list(invocation, remote, isJson);
        return ExitCode.PASSES;
    }

    private void list(Invocation invocation, Remote remote, boolean isJson) throws RemoteException {
        int left = invocation.settings().count(LIMIT).orElseThrow();
        var table = new Table(ask.columns(), invocation.terminal());
        var all = new ArrayList<Node>();
        boolean isEmpty = true;
        String cursor = "";
        while (true) {
            var query = query(invocation);
            // a list that is never long takes neither, so the first question does without where it can
            if (!cursor.isEmpty()) query.addAll(List.of("cursor", cursor));
            if (ask.parameters().stream()
                            .noneMatch(parameter -> parameter.name().equals("limit"))
                    && isPaged()) {
                query.addAll(List.of("limit", Integer.toString(Math.min(left, LARGEST_PAGE))));
            }
            Node page = remote.get(path(invocation), query.toArray(new String[0]));
            List<Node> items = page.items("items");
            List<Node> shown = items.size() > left ? items.subList(0, left) : items;
            if (isJson) all.addAll(shown);
            else table.page(shown);
            left -= shown.size();
            isEmpty &= shown.isEmpty();
            String next = page.text("next");
            boolean isMore = next != null || shown.size() < items.size();
            if (left == 0 || next == null) {
                if (isJson) {
                    document(invocation, json -> json.copy("items", all).field("more", isMore));
                } else if (isMore) {
                    invocation.terminal().note("there are more; --limit shows them");
                } else if (isEmpty) {
                    invocation.terminal().note("there is none");
                }
                return;
            }
            cursor = next;
        }
    }

    private boolean isPaged() {
        return !Asks.WHOLE.contains(ask.path());
    }

    private ExitCode one(Invocation invocation, Remote remote, boolean isJson) throws RemoteException {
        Node answer;
        if (ask.method().equals("GET")) {
            answer = remote.get(path(invocation), query(invocation).toArray(new String[0]));
        } else if (ask.isInQuery()) {
            answer = remote.send(ask.method(), Remote.withQuery(path(invocation), query(invocation)), "{}");
        } else if (ask.parameters().stream().anyMatch(parameter -> parameter.form() == Ask.Form.BODY)) {
            Parameter body = ask.parameters().getFirst();
            answer = remote.send(
                    ask.method(),
                    path(invocation),
                    body.name(),
                    file(invocation, required(invocation, body.setting())));
        } else {
            answer = remote.send(ask.method(), path(invocation), body(invocation));
        }
        boolean isEachForItself = !answer.items("outcomes").isEmpty();
        if (isJson) document(invocation, json -> json.copyFields(answer));
        else if (answer.entries().isEmpty()) invocation.terminal().out().println("done");
        else if (isEachForItself) Outcomes.print(answer, invocation.terminal());
        else if (!Things.print(answer, invocation.terminal().out()))
            invocation.terminal().note("there is none");
        return isEachForItself && !Outcomes.isDone(answer) ? ExitCode.WRONG_USE : ExitCode.PASSES;
    }

    private String path(Invocation invocation) {
        String path = ask.path();
        for (String argument : invocation.arguments()) {
            int at = path.indexOf("{}");
            if (at < 0) break;
            String encoded = URLEncoder.encode(argument, StandardCharsets.UTF_8).replace("+", "%20");
            path = path.substring(0, at) + encoded + path.substring(at + 2);
        }
        return path;
    }

    private List<String> query(Invocation invocation) {
        var query = new ArrayList<String>();
        for (Parameter parameter : ask.parameters()) {
            String value = switch (parameter.form()) {
                case FLAG -> invocation.settings().isOn(parameter.setting()) ? "true" : "";
                case TEXTS -> String.join(",", invocation.settings().list(parameter.setting()));
                default -> given(invocation, parameter);
            };
            query.add(parameter.name());
            query.add(value);
        }
        return query;
    }

    /// Empty when it is not set.
    private static String given(Invocation invocation, Parameter parameter) {
        return parameter.isRequired()
                ? required(invocation, parameter.setting())
                : text(invocation, parameter.setting());
    }

    private String body(Invocation invocation) {
        return JsonOut.line(json -> {
            for (Parameter parameter : ask.parameters()) {
                String name = parameter.name();
                switch (parameter.form()) {
                    case TEXT -> {
                        String text = given(invocation, parameter);
                        if (!text.isEmpty()) json.field(name, text);
                    }
                    case NUMBER -> {
                        String text = given(invocation, parameter);
                        if (!text.isEmpty())
                            json.field(name, number(parameter.setting().name(), text));
                    }
                    case FLAG -> {
                        boolean isOn = invocation.settings().isOn(parameter.setting());
                        if (isOn || parameter.isRequired()) json.field(name, isOn);
                    }
                    case TEXTS -> {
                        List<String> texts = invocation.settings().list(parameter.setting());
                        if (texts.isEmpty() && parameter.isRequired()) required(invocation, parameter.setting());
                        json.textsIfAny(name, texts);
                    }
                    case NUMBERS -> {
                        List<String> numbers = invocation.settings().list(parameter.setting());
                        if (numbers.isEmpty()) continue;
                        json.inlineArray(name);
                        for (String text : numbers)
                            json.value(number(parameter.setting().name(), text));
                        json.end();
                    }
                    case NAMED -> {
                        List<String> texts = invocation.settings().list(parameter.setting());
                        if (texts.isEmpty()) continue;
                        json.object(name);
                        named(parameter.setting().name(), texts).forEach(json::field);
                        json.end();
                    }
                    case ITEMS -> {
                        json.array(name);
                        for (String text : invocation.settings().list(parameter.setting())) {
                            json.object();
                            parameter.items().accept(text, json);
                            json.end();
                        }
                        json.end();
                    }
                    case FILE -> {
                        String path = given(invocation, parameter);
                        if (!path.isEmpty()) json.field(name, file(invocation, path));
                    }
                    case BODY -> throw new IllegalStateException("it is the body");
                    case ARGUMENTS -> {
                        json.inlineArray(name);
                        for (String argument : invocation.arguments()) json.value(number("ID", argument));
                        json.end();
                    }
                }
            }
        });
    }

    /// Values by their names. Lists come parted at commas: what has no name of its own goes on with the value before
    /// it.
    private static Map<String, String> named(String setting, List<String> texts) {
        var named = new LinkedHashMap<String, String>();
        String last = null;
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0 && last != null) {
                named.merge(last, text, (before, more) -> before + "," + more);
                continue;
            }
            if (equals < 1) throw new UsageException("%s is NAME=VALUE, but got '%s'".formatted(setting, text));
            last = text.substring(0, equals);
            named.put(last, text.substring(equals + 1));
        }
        return named;
    }

    private static String file(Invocation invocation, String path) {
        return TextFile.ofUser(invocation.folder().resolve(path), LARGEST_FILE)
                .orElseThrow(() -> new UsageException("there is no file '%s'".formatted(path)));
    }

    static long number(String name, String text) {
        if (!text.matches("\\d{1,18}")) throw new UsageException("%s is a number, but got '%s'".formatted(name, text));
        return Long.parseLong(text);
    }
}
