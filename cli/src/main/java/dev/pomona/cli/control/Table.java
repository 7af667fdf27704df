// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows for people: columns as wide as the first rows need, and no wider than leaves room for the others.
final class Table {

    /// A digest is shown whole, so that it can be used for the next command.
    private static final int WIDEST = 72;
    private static final String BETWEEN = "  ";

    private final List<Column> columns;
    private final Terminal terminal;
    private List<Integer> widths = List.of();

    Table(List<Column> columns, Terminal terminal) {
        this.columns = columns;
        this.terminal = terminal;
    }

    /// Writes a page of a list.
    void page(List<Node> items) {
        if (items.isEmpty()) return;
        boolean isFirst = widths.isEmpty();
        if (isFirst) widths = widths(items);
        if (isFirst) {
            row(
                    columns.stream()
                            .map(column -> column.head().toUpperCase(Locale.ROOT))
                            .toList(),
                    true);
        }
        for (Node item : items) {
            row(columns.stream().map(column -> column.text(item)).toList(), false);
        }
    }

    private List<Integer> widths(List<Node> items) {
        var needed = new ArrayList<Integer>();
        for (Column column : columns) {
            int width = column.head().length();
            for (Node item : items) width = Math.max(width, column.text(item).length());
            needed.add(Math.min(WIDEST, width));
        }
        return needed;
    }

    private void row(List<String> cells, boolean isHead) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean isLast = i == cells.size() - 1;
            int width = widths.get(i);
            String shown = isLast || cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
            Style style = isHead ? Style.DIM : columns.get(i).style(cell);
            line.append(terminal.styled(style, shown));
            if (!isLast)
                line.append(" ".repeat(Math.max(0, width - shown.length()))).append(BETWEEN);
        }
        terminal.out().println(line.toString().stripTrailing());
    }
}
