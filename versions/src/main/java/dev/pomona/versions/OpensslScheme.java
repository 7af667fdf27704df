// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Locale;

/// OpenSSL's versions: three numbers and, before 3.0, the letters of a patch (`1.0.2zd`). A hyphen starts a
/// preview.
final class OpensslScheme extends KeyedScheme {

    OpensslScheme() {
        super("openssl");
    }

    @Override
    boolean write(String text, SortKey key) {
        int at = 0;
        while (true) {
            int end = Text.digitsEnd(text, at);
            if (end == at) throw invalid(text);
            key.rank(1).number(text, at, end);
            at = end;
            if (!Text.isAt(text, at, '.')) break;
            at++;
        }
        key.rank(0);
        int patch = Text.lettersEnd(text, at);
        key.text(text.toLowerCase(Locale.ROOT), at, patch);
        if (patch == text.length()) {
            key.rank(1);
            return false;
        }
        if (text.charAt(patch) != '-') throw invalid(text);
        NaturalOrder.write(text.toLowerCase(Locale.ROOT), patch + 1, text.length(), key.rank(0));
        return true;
    }
}
