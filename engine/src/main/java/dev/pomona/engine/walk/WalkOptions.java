// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a walk leaves out.
///
/// @param skip patterns as in an ignore file, relative to the target; stronger than all ignore files
/// @param only patterns of what is looked at; everything when empty
/// @param ignoreFiles whether `.gitignore` and `.pomonaignore` count
/// @param excluded one folder that is never entered: our own cache; `null` for none
public record WalkOptions(
        List<String> skip,
        List<String> only,
        boolean ignoreFiles,
        @Nullable Path excluded) {

    public WalkOptions {
        skip = List.copyOf(skip);
        only = List.copyOf(only);
    }
}
