// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.api.Api;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Route;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of what pages show: no page is missing in it, and each route that it names is there. That the commands are
/// there, the tests of the built program see.
class PagesInTheApiTest {

    private static final Path TABLE = Path.of("../docs/pages.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /// What serves other pages and is none.
    private static final Set<String> NONE = Set.of("", "/assets/{digest}/{file}", "/live", "/live/events");

    private record Row(String page, List<String> routes, List<String> commands) {}

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.startsWith("| `")) continue;
            String[] cells = line.split("\\|", -1);
            rows.add(new Row(codes(cells[1]).getFirst(), codes(cells[3]), codes(cells[4])));
        }
        return rows;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void everyPageIsInTheTable() throws IOException {
        Set<String> pages = PageList.routes().stream()
                .filter(route -> route.method() == Method.GET)
                .map(Route::path)
                .filter(path -> !NONE.contains(path))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows()).extracting(Row::page).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.routes()).as(row.page()).isNotEmpty();
            assertThat(row.commands()).as(row.page()).isNotEmpty();
        });
    }

    @Test
    void everyRouteOfTheTableIsInTheApi() throws IOException {
        Set<String> routes = Yaml.read(Api.document()).entries("paths").stream()
                .map(Mapping.Entry::key)
                .collect(Collectors.toSet());
        for (Row row : rows()) assertThat(routes).as(row.page()).containsAll(row.routes());
    }
}
