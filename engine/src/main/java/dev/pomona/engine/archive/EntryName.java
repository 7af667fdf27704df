// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Names;
import java.util.ArrayList;

/// The name of an entry, made safe: relative, `/` between names, nothing that leads up or out.
sealed interface EntryName {

    record Safe(String path) implements EntryName {}

    /// @param reason a sentence for the gap
    record Refused(boolean tooLong, String reason) implements EntryName {}

    int LONGEST = 4096;
    int DEEPEST = 256;

    /// @param raw as it stands in the archive
    /// @param foreign whether backslashes may separate names, as some programs on Windows write them
    static EntryName of(byte[] raw, boolean foreign) {
        if (raw.length > LONGEST) return new Refused(true, "it has an entry with an overlong name, which was not seen");
        String name = Names.decode(foreign ? withSlashes(raw) : raw);
        var parts = new ArrayList<String>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                return new Refused(false, "it has an entry whose name leads out of it, which was not seen");
            }
            if (!part.isEmpty() && !part.equals(".")) parts.add(part);
        }
        if (parts.isEmpty()) return new Refused(false, "it has an entry without a name, which was not seen");
        if (parts.size() > DEEPEST) {
            return new Refused(
                    true, "it has an entry more than %d folders deep, which was not seen".formatted(DEEPEST));
        }
        return new Safe(String.join("/", parts));
    }

    private static byte[] withSlashes(byte[] raw) {
        byte[] name = raw.clone();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '/') return raw;
            if (raw[i] == '\\') name[i] = '/';
        }
        return name;
    }
}
