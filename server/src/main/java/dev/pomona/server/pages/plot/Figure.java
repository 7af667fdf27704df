// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import java.util.List;

/// The numbers of a drawing as a table that is opened by those who want them.
///
/// @param heads of the columns
/// @param rows each with the head of the row first
record Figure(String caption, List<String> heads, List<List<String>> rows) {

    void write(Svg out) {
        if (rows.isEmpty()) return;
        out.raw(
                "<details class=\"numbers\"><summary>Numbers</summary><div class=\"scroll\"><table><caption class=\"hidden-label\">");
        out.text(caption).raw("</caption><thead><tr>");
        for (int i = 0; i < heads.size(); i++) {
            out.raw(i == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">");
            out.text(heads.get(i)).raw("</th>");
        }
        out.raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            out.raw("<tr><th scope=\"row\">").text(row.getFirst()).raw("</th>");
            for (String cell : row.subList(1, row.size())) {
                out.raw("<td class=\"n\">").text(cell).raw("</td>");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table></div></details>");
    }
}
