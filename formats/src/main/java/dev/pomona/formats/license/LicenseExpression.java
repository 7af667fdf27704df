// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.license;

import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/// A statement of a licence that SPDX understands: an identifier of its list, or several joined by `AND`, `OR`
/// and `WITH` (SPDX 2.3, Annex D).
///
/// `LicenseRef-…` is not accepted: what it refers to is in a document that we do not have.
///
/// @param text with identifiers as the list spells them and operators in capitals
/// @param isSingle whether it is one identifier and nothing else
public record LicenseExpression(String text, boolean isSingle) {

    /// Longer than any sensible statement; a licence's whole text is no expression.
    private static final int MAX_LENGTH = 10_000;

    /// Empty when the statement is no expression, or names a licence that is not in the list.
    public static Optional<LicenseExpression> parse(String statement) {
        if (statement.length() > MAX_LENGTH) return Optional.empty();
        return new Reading().read(statement);
    }

    /// Reads token by token. Parentheses need only be counted: the operators' precedence does not matter to
    /// whether an expression is well-formed.
    private static final class Reading {

        private enum Expected {
            OPERAND,
            EXCEPTION,
            OPERATOR
        }

        private final StringBuilder out = new StringBuilder();
        private Expected expected = Expected.OPERAND;
        private boolean afterLicense;
        private int open;
        private int tokens;

        Optional<LicenseExpression> read(String statement) {
            var words = new StringTokenizer(statement, " \t\r\n()", true);
            while (words.hasMoreTokens()) {
                String word = words.nextToken();
                if (word.isBlank()) continue;
                tokens++;
                if (!accept(word)) return Optional.empty();
            }
            if (expected != Expected.OPERATOR || open != 0) return Optional.empty();
            return Optional.of(new LicenseExpression(out.toString(), tokens == 1 && out.indexOf("+") < 0));
        }

        private boolean accept(String word) {
            return switch (expected) {
                case OPERAND -> word.equals("(") ? opens() : license(word);
                case EXCEPTION -> exception(word);
                case OPERATOR -> word.equals(")") ? closes() : operator(word.toUpperCase(Locale.ROOT));
            };
        }

        private boolean opens() {
            out.append('(');
            open++;
            return true;
        }

        private boolean closes() {
            out.append(')');
            afterLicense = false;
            return --open >= 0;
        }

        private boolean license(String word) {
            boolean orLater = word.endsWith("+");
            Optional<String> id = LicenseList.license(word);
            if (id.isEmpty() && orLater) {
                id = LicenseList.license(word.substring(0, word.length() - 1)).map(plain -> plain + "+");
            }
            if (id.isEmpty()) return false;
            out.append(id.get());
            afterLicense = true;
            expected = Expected.OPERATOR;
            return true;
        }

        private boolean exception(String word) {
            Optional<String> id = LicenseList.exception(word);
            if (id.isEmpty()) return false;
            out.append(id.get());
            afterLicense = false;
            expected = Expected.OPERATOR;
            return true;
        }

        private boolean operator(String word) {
            switch (word) {
                case "AND", "OR" -> expected = Expected.OPERAND;
                case "WITH" -> {
                    if (!afterLicense) return false;
                    expected = Expected.EXCEPTION;
                }
                default -> {
                    return false;
                }
            }
            out.append(' ').append(word).append(' ');
            return true;
        }
    }
}
