// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.VersConstraint.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An operator as it was written, empty when there was none, and what it applies to.
record Comparison(String operator, String operand) {

    private static final Map<String, Operator> OPERATORS = Map.of(
            "", Operator.EQUAL,
            "=", Operator.EQUAL,
            "==", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<>", Operator.NOT_EQUAL,
            "<", Operator.LESS,
            "<=", Operator.AT_MOST,
            ">", Operator.GREATER,
            ">=", Operator.AT_LEAST);

    private static final String SYMBOLS = "<>=!~^";

    /// Reads `>=1.0 <2.0, != 1.5`: operators may stand apart from operands, commas and blanks part comparisons.
    static List<Comparison> readAll(String text) {
        return readAll(text, " ,\t\n\r<>!^");
    }

    /// @param ends the characters that end an operand
    static List<Comparison> readAll(String text, String ends) {
        var comparisons = new ArrayList<Comparison>();
        int at = 0;
        while (true) {
            at = skip(text, at, " ,\t\n\r");
            if (at == text.length()) return comparisons;
            int operator = at;
            while (at < text.length() && SYMBOLS.indexOf(text.charAt(at)) >= 0) at++;
            int operatorEnd = at;
            at = skip(text, at, " \t\n\r");
            int operand = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
            if (at == operand) throw NativeNotation.invalid(text);
            comparisons.add(new Comparison(text.substring(operator, operatorEnd), text.substring(operand, at)));
        }
    }

    private static int skip(String text, int from, String blanks) {
        int at = from;
        while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) at++;
        return at;
    }

    /// The operator, where it is one that all notations share.
    Operator plainOperator() {
        Operator plain = OPERATORS.get(operator);
        if (plain == null) throw NativeNotation.invalid(this.toString());
        return plain;
    }

    @Override
    public String toString() {
        return operator + operand;
    }
}
