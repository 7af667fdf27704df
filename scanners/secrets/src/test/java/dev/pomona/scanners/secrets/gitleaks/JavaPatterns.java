// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Patterns of the JDK in place of our own.
final class JavaPatterns {

    private JavaPatterns() {}

    static PatternCompiler.Finder compile(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return new PatternCompiler.Finder() {
                @Override
                public boolean find(byte[] text, int start, int end) {
                    return compiled.matcher(new String(text, start, end - start, StandardCharsets.UTF_8))
                            .find();
                }

                @Override
                public int groupCount() {
                    return compiled.matcher("").groupCount();
                }
            };
        } catch (PatternSyntaxException e) {
            throw new PatternCompiler.BadPatternException(e.getDescription(), Math.max(0, e.getIndex()));
        }
    }
}
