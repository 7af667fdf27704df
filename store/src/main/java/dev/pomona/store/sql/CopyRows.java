// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/// Writes rows in PostgreSQL's text format (PostgreSQL 18, COPY, "Text Format").
public final class CopyRows {

    private static final int BUFFER = 1 << 16;

    private final CopyIn stream;
    private final StringBuilder text = new StringBuilder(BUFFER + 1024);

    CopyRows(CopyIn stream) {
        this.stream = stream;
    }

    /// Adds a row; the fields are in the order of the columns.
    public void row(@Nullable Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) text.append('\t');
            Object field = fields[i];
            switch (field) {
                case null -> text.append("\\N");
                case byte[] bytes -> hex(bytes);
                case Boolean flag -> text.append(flag ? 't' : 'f');
                case Enum<?> choice -> text.append(choice.name());
                default -> escape(field.toString());
            }
        }
        text.append('\n');
        if (text.length() > BUFFER) flush();
    }

    void flush() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        try {
            stream.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw new StoreException("the database refused rows", e);
        }
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                // a text in PostgreSQL has no zero character
                case '\0' -> text.append('\ufffd');
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    private void hex(byte[] bytes) {
        text.append("\\\\x");
        for (byte b : bytes) {
            text.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
    }
}
