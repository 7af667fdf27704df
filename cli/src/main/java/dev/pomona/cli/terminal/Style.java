// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.terminal;

import dev.pomona.model.advisory.Severity;

/// How a piece of text looks; its own colours of the terminal's sixteen, so that every theme keeps its contrast.
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    BRIGHT_RED("1;31"),
    YELLOW("33"),
    GREEN("32"),
    BLUE("34"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /// How a finding of a severity looks.
    public static Style of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> BRIGHT_RED;
            case HIGH -> RED;
            case MEDIUM -> YELLOW;
            case LOW, NONE -> BLUE;
            case UNKNOWN -> PLAIN;
        };
    }

    String wrap(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
