// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/// Loads rows as tab-separated lines, a megabyte at a time.
final class Copy {

    private static final int AT_A_TIME = 1 << 20;

    private Copy() {}

    interface Lines {
        void write(Consumer<String> lines);
    }

    static void into(Connection connection, String table, Lines lines) throws SQLException {
        var stream = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        var buffer = new ByteArrayOutputStream();
        lines.write(line -> {
            buffer.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (buffer.size() < AT_A_TIME) return;
            try {
                stream.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            buffer.reset();
        });
        stream.writeToCopy(buffer.toByteArray(), 0, buffer.size());
        stream.endCopy();
    }
}
