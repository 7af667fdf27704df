// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Other numbers for the program's exit codes, for pipelines that give them another meaning.
final class ExitCodeMap {

    private static final int LARGEST = 255;

    private final Map<Integer, Integer> map = new HashMap<>();

    /// @param pairs as `FROM=TO`
    /// @throws UsageException for anything else
    ExitCodeMap(List<String> pairs) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) throw new UsageException("exit-code-map takes FROM=TO, but got '%s'".formatted(pair));
            int from = Quantity.number("exit-code-map", pair.substring(0, equals), 0);
            int to = Quantity.number("exit-code-map", pair.substring(equals + 1), 0);
            if (from > ExitCode.INTERNAL_ERROR.number() || to > LARGEST) {
                throw new UsageException("exit-code-map can't map '%s'".formatted(pair));
            }
            map.put(from, to);
        }
    }

    int of(ExitCode code) {
        return map.getOrDefault(code.number(), code.number());
    }
}
