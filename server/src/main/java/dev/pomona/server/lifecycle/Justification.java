// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import java.util.Locale;

/// Why an artifact is not affected by a flaw that it has, in the words that OpenVEX and CSAF share.
public enum Justification {
    COMPONENT_NOT_PRESENT,
    VULNERABLE_CODE_NOT_PRESENT,
    VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
    VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY,
    INLINE_MITIGATIONS_ALREADY_EXIST;

    /// As it is spelt there.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
