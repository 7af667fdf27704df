// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.settings.Setting;
import dev.pomona.formats.json.JsonOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/// A route of the control plane as a command.
///
/// @param description what help says of it
/// @param arguments as usage shows them; empty for none
/// @param path below `/api/v1`, with `{}` where the arguments go, one after the other
/// @param parameters in the query where the method is GET or DELETE, else in the body
/// @param columns of a list; empty where the answer is one thing, which is shown whole
record Ask(
        String description,
        String arguments,
        Command.Arity arity,
        String method,
        String path,
        List<Parameter> parameters,
        List<Column> columns) {

    Ask {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }

    /// How a value is sent.
    enum Form {
        TEXT,
        NUMBER,
        FLAG,
        TEXTS,
        NUMBERS,
        /// `name=value`, as often as wanted, as an object.
        NAMED,
        /// Each as an object of its own, see [Parameter#items].
        ITEMS,
        /// The text of a file.
        FILE,
        /// The text of a file is the whole body; the parameter's name is its media type.
        BODY,
        /// The arguments, as numbers.
        ARGUMENTS
    }

    /// Something that is sent along when it is set.
    ///
    /// @param name what the API calls it
    /// @param isRequired whether the command can't be used without it
    /// @param items writes the fields of an object from its text, for [Form#ITEMS]
    record Parameter(Setting setting, String name, Form form, boolean isRequired, BiConsumer<String, JsonOut> items) {

        Parameter(Setting setting, String name, Form form, boolean isRequired) {
            this(setting, name, form, isRequired, (_, _) -> {});
        }

        Parameter required() {
            return new Parameter(setting, name, form, true, items);
        }
    }

    /// A list without arguments.
    static Ask list(String description, String path, List<Parameter> parameters, Column... columns) {
        return new Ask(description, "", Command.Arity.NONE, "GET", path, parameters, Arrays.asList(columns));
    }

    /// A list about one thing.
    static Ask listOf(String description, String argument, String path, Column... columns) {
        return listOf(description, argument, path, List.of(), columns);
    }

    /// As the other, with parameters.
    static Ask listOf(String description, String argument, String path, List<Parameter> parameters, Column... columns) {
        return new Ask(description, argument, Command.Arity.ONE, "GET", path, parameters, Arrays.asList(columns));
    }

    /// One thing.
    static Ask one(String description, String argument, String path) {
        return new Ask(
                description,
                argument,
                argument.isEmpty() ? Command.Arity.NONE : Command.Arity.ONE,
                "GET",
                path,
                List.of(),
                List.of());
    }

    /// Something that is done.
    static Ask act(String description, String argument, String method, String path, Parameter... parameters) {
        int words = argument.split(" ", -1).length;
        Command.Arity arity = argument.isEmpty()
                ? Command.Arity.NONE
                : argument.endsWith("…") ? new Command.Arity(1, 1000) : new Command.Arity(words, words);
        return new Ask(description, argument, arity, method, path, Arrays.asList(parameters), List.of());
    }

    boolean isList() {
        return !columns.isEmpty();
    }

    boolean isInQuery() {
        return method.equals("GET") || method.equals("DELETE");
    }

    /// What can be set, without what all commands of this kind have.
    List<Setting> settings() {
        var settings = new ArrayList<Setting>();
        for (Parameter parameter : parameters) {
            if (parameter.form() != Form.ARGUMENTS) settings.add(parameter.setting());
        }
        return settings;
    }
}
