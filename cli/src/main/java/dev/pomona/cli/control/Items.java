// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.settings.UsageException;
import dev.pomona.formats.json.JsonOut;

/// Things of several fields as one word on a command line.
final class Items {

    private Items() {}

    /// `high=30`, `critical@prod=7`: days by severity, everywhere or in one environment.
    static void level(String text, JsonOut json) {
        int equals = text.lastIndexOf('=');
        int at = text.indexOf('@');
        if (equals < 1 || at > equals || at == 0) {
            throw new UsageException(
                    "a level is SEVERITY=DAYS or SEVERITY@ENVIRONMENT=DAYS, but got '%s'".formatted(text));
        }
        json.field("severity", text.substring(0, at < 0 ? equals : at));
        if (at > 0) json.field("environment", text.substring(at + 1, equals));
        json.field("days", AskCommand.number("days", text.substring(equals + 1)));
    }

    /// `all=PT5M`, `critical=PT1M`: within which time advisories are to be answered.
    static void answer(String text, JsonOut json) {
        int equals = text.indexOf('=');
        if (equals < 1)
            throw new UsageException("a level is like critical=PT1M or all=PT5M, but got '%s'".formatted(text));
        String severity = text.substring(0, equals);
        if (!severity.equals("all")) json.field("severity", severity);
        json.field("within", text.substring(equals + 1));
    }

    /// `signed`, `tests=P7D`: a check, and how old its result may be.
    static void check(String text, JsonOut json) {
        int equals = text.indexOf('=');
        json.field("name", equals < 0 ? text : text.substring(0, equals));
        if (equals >= 0) json.field("maxAge", text.substring(equals + 1));
    }
}
