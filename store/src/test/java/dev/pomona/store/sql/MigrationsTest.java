// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static List<String> run(String url) {
        var server = TestDatabase.server();
        return Migrations.run(url, server.user(), server.password());
    }

    @Test
    void everyFileIsAStepAndEveryStepAFile() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/pomona/store/migrations"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".sql"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .sorted())
                    .isEqualTo(Migrations.names());
        }
    }

    @Test
    void eachStepRunsOnceHoweverManyNodesStart() throws Exception {
        String url = TestDatabase.freshUrl();
        try (var nodes = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> node = () -> run(url);
            var ran = nodes.invokeAll(List.of(node, node, node, node)).stream()
                    .flatMap(future -> future.resultNow().stream())
                    .toList();
            assertThat(ran).isEqualTo(Migrations.names());
        }
        assertThat(run(url)).isEmpty();
    }

    @Test
    void aStepThatWasChangedAfterItRanIsRefused() throws SQLException {
        String url = TestDatabase.freshUrl();
        run(url);
        execute(url, "update pomona.migration set digest = 'x' where name = '0002-estate'");
        assertThatThrownBy(() -> run(url)).isInstanceOf(StoreException.class).hasMessageContaining("0002-estate");
    }

    @Test
    void aDatabaseOfANewerProgramIsLeftAlone() throws SQLException {
        String url = TestDatabase.freshUrl();
        run(url);
        execute(url, "insert into pomona.migration values ('9999-future', 'x')");
        assertThatThrownBy(() -> run(url)).isInstanceOf(StoreException.class).hasMessageContaining("newer program");
    }

    private static void execute(String url, String sql) throws SQLException {
        var server = TestDatabase.server();
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
