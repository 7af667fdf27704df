// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// CWE numbers, which sources keep in their own fields: a list of `CWE-79`, or of objects with a `cweId`.
final class OsvWeaknesses {

    private OsvWeaknesses() {}

    /// Adds the numbers of the array here; what is no CWE id is passed over.
    static void read(JsonCursor json, Collection<Integer> into) {
        json.ifArray(() -> {
            if (json.isObject()) readObject(json, into);
            else add(json.scalarOrSkip(), into);
        });
    }

    private static void readObject(JsonCursor json, Collection<Integer> into) {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("cweId")) add(json.scalarOrSkip(), into);
            else json.skip();
        }
    }

    private static void add(@Nullable String id, Collection<Integer> into) {
        if (id == null || !id.startsWith("CWE-") || id.length() > 10) return;
        int number = 0;
        for (int i = 4; i < id.length(); i++) {
            int digit = Character.digit(id.charAt(i), 10);
            if (digit < 0) return;
            number = number * 10 + digit;
        }
        if (number > 0) into.add(number);
    }
}
