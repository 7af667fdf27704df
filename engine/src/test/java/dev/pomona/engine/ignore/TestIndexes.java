// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Indexes as Git writes them, of empty files.
public final class TestIndexes {

    private TestIndexes() {}

    /// @param paths sorted
    public static byte[] of(int version, int idBytes, List<String> paths) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeBytes("DIRC");
            out.writeInt(version);
            out.writeInt(paths.size());
            String before = "";
            for (String path : paths) {
                int start = out.size();
                byte[] name = path.getBytes(StandardCharsets.UTF_8);
                out.write(new byte[40 + idBytes]);
                boolean isExtended = version == 3;
                out.writeShort((isExtended ? 0x4000 : 0) | Math.min(name.length, 0xfff));
                if (isExtended) out.writeShort(0);
                if (version == 4) {
                    int same = 0;
                    while (same < Math.min(before.length(), path.length())
                            && before.charAt(same) == path.charAt(same)) {
                        same++;
                    }
                    writeNumber(out, before.length() - same);
                    out.writeBytes(path.substring(same));
                    out.write(0);
                } else {
                    out.write(name);
                    do out.write(0);
                    while ((out.size() - start) % 8 != 0);
                }
                before = path;
            }
            out.write(new byte[idBytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeNumber(DataOutputStream out, int number) throws IOException {
        if (number < 128) {
            out.write(number);
        } else {
            out.write(0x80 | ((number >> 7) - 1));
            out.write(number & 0x7f);
        }
    }
}
