// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.control.Ask.Form;
import dev.pomona.cli.control.Ask.Parameter;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.formats.json.JsonOut;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// What rows of [Asks] are made of.
final class Rows {

    static final Parameter ARTIFACT =
            text(Setting.value("artifact", "DIGEST", "only of this artifact", null, USER), "artifact");

    static final Parameter ENVIRONMENT = text(RemoteSettings.ENVIRONMENT, "environment");

    static final Parameter PROJECT =
            text(Setting.value("project", "KEY", "the project it is about", null, USER), "project");

    static final Parameter IDS = new Parameter(RemoteSettings.SERVER, "ids", Form.ARGUMENTS, true);

    static final Parameter REASON = text(Setting.value("reason", "TEXT", "why", null, USER), "reason");

    private Rows() {}

    static Parameter text(Setting setting, String name) {
        return new Parameter(setting, name, Form.TEXT, false);
    }

    static Parameter value(String name, String argument, String summary) {
        return text(Setting.value(name, argument, summary, null, USER), camel(name));
    }

    static Parameter flag(String name, String summary) {
        return new Parameter(Setting.flag(name, summary, USER), camel(name), Form.FLAG, false);
    }

    static String camel(String name) {
        var camel = new StringBuilder();
        for (String part : name.split("-", -1)) {
            camel.append(camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }

    static CommandEntry entry(String name, String summary, Supplier<Ask> ask) {
        return new CommandEntry(name, summary, () -> new AskCommand(ask.get()));
    }

    /// A flag that is sent whether or not it is given: its absence says something too.
    static Parameter stated(String name, String summary) {
        return new Parameter(Setting.flag(name, summary, USER), camel(name), Form.FLAG, true);
    }

    static Parameter number(String name, String summary) {
        return new Parameter(Setting.value(name, "N", summary, null, USER), camel(name), Form.NUMBER, false);
    }

    /// @param field what the API calls all of them
    static Parameter texts(String name, String field, String argument, String summary) {
        return new Parameter(Setting.list(name, argument, summary, USER), field, Form.TEXTS, false);
    }

    static Parameter numbers(String name, String field, String argument, String summary) {
        return new Parameter(Setting.list(name, argument, summary, USER), field, Form.NUMBERS, false);
    }

    static Parameter named(String name, String field, String argument, String summary) {
        return new Parameter(Setting.list(name, argument, summary, USER), field, Form.NAMED, false);
    }

    /// All that there are to be: none given means none.
    static Parameter items(String name, String argument, String summary, BiConsumer<String, JsonOut> items) {
        return new Parameter(Setting.list(name, argument, summary, USER), "items", Form.ITEMS, true, items);
    }

    static Parameter file(String name, String summary) {
        return new Parameter(Setting.value(name, "FILE", summary, null, USER), name, Form.FILE, false);
    }

    static Parameter body(String type) {
        return new Parameter(Setting.value("file", "FILE", "what is sent", null, USER), type, Form.BODY, true);
    }
}
