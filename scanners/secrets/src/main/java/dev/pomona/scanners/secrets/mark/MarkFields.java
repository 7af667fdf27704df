// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What follows `pomona:allow`: rule ids, separated by commas or spaces, then `until=`, `owner=` and `reason=` in any
/// order. A value in double quotes may hold anything; a reason without quotes goes on to the next field, a double
/// quote,
/// or the end of the comment, so that no code behind it is taken for a reason.
///
/// What is shown of a mark is next to secrets: problems repeat nothing that could be one.
sealed interface MarkFields {

    /// @param rules as written; empty for every rule
    record Fields(List<String> rules, @Nullable LocalDate until, String owner, String reason) implements MarkFields {

        public Fields {
            rules = List.copyOf(rules);
        }

        boolean isAbout(String ruleId) {
            return rules.isEmpty()
                    || rules.stream().anyMatch(rule -> withoutArea(rule).equals(withoutArea(ruleId)));
        }

        private static String withoutArea(String id) {
            return id.startsWith("secret-") ? id.substring("secret-".length()) : id;
        }
    }

    /// @param problem in one clause
    record Malformed(String problem) implements MarkFields {}

    Pattern RULE = Pattern.compile("[a-z0-9-]{1,100}");

    Pattern FIELD = Pattern.compile("(?:^|[\\s,])([A-Za-z]+)=");

    Pattern NEARLY_DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}");

    /// `+999999999-12-31` is a date as well, by ISO 8601.
    Pattern YEAR_OF_FOUR_DIGITS = Pattern.compile("[0-9]{4}-");

    Pattern NEARLY_FIELD = Pattern.compile("[a-z]{1,8}");

    /// What closes a comment in the languages that do.
    List<String> ENDS = List.of("*/", "-->", "--%>", "%>", "#}", "*)", "-}", "}}", "|#", "]]");

    /// @param text behind the mark, to the end of the line or the secret
    static MarkFields parse(String text) {
        String comment = withoutCommentEnd(text);
        Matcher field = FIELD.matcher(comment);
        boolean found = field.find();
        List<String> rules = new ArrayList<>();
        for (String rule : (found ? comment.substring(0, field.start()) : comment).split("[\\s,:]+", -1)) {
            if (rule.isEmpty()) continue;
            if (!RULE.matcher(rule).matches()) {
                return new Malformed("pomona:allow: what follows it is neither rule ids nor fields");
            }
            rules.add(rule);
        }
        LocalDate until = null;
        String owner = "";
        String reason = "";
        while (found) {
            String name = field.group(1);
            int start = field.end();
            int next;
            String value;
            if (comment.startsWith("\"", start)) {
                int close = comment.indexOf('"', start + 1);
                if (close < 0) return new Malformed("pomona:allow: a quote that does not close");
                value = comment.substring(start + 1, close);
                next = close + 1;
                found = field.find(next);
            } else {
                found = field.find(start);
                next = found ? field.start() : comment.length();
                int quote = comment.indexOf('"', start);
                value = comment.substring(start, quote < 0 ? next : Math.min(next, quote))
                        .strip();
            }
            switch (name) {
                case "until" -> {
                    until = date(value);
                    if (until == null)
                        return new Malformed("pomona:allow: until=%sis no date like 2027-01-31"
                                .formatted(NEARLY_DATE.matcher(value).matches() ? "'%s' ".formatted(value) : " "));
                }
                case "owner" -> owner = value;
                case "reason" -> reason = value;
                default -> {
                    boolean isShown = NEARLY_FIELD.matcher(name).matches();
                    return new Malformed(
                            isShown
                                    ? "pomona:allow: there is no field '%s'".formatted(name)
                                    : "pomona:allow: it has a field that there is not");
                }
            }
        }
        return new Fields(rules, until, owner, reason);
    }

    private static @Nullable LocalDate date(String value) {
        try {
            return YEAR_OF_FOUR_DIGITS.matcher(value).lookingAt() ? LocalDate.parse(value) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// Up to where the comment is closed, if it is.
    private static String withoutCommentEnd(String text) {
        int end = text.length();
        for (String close : ENDS) {
            int at = text.indexOf(close);
            if (at >= 0) end = Math.min(end, at);
        }
        return text.substring(0, end).strip();
    }
}
