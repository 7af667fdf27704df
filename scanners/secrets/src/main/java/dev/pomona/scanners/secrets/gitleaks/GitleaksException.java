// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import java.util.List;

/// A rule file cannot be used; the message has everything that is wrong with it.
public final class GitleaksException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    GitleaksException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// Each with file, line and column; that of a pattern goes on with the pattern and a caret below it.
    public List<String> problems() {
        return problems;
    }
}
