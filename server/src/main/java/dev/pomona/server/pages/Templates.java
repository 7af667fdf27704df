// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.Frame;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.util.Map;

/// Turns what a page shows into HTML. Templates were compiled when the program was built.
final class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /// @param template its name without extension
    /// @param page what the template takes under this name
    String render(String template, Frame frame, Object page) {
        var output = new EscapedOutput();
        engine.render(template + ".jte", Map.of("frame", frame, "page", page), output);
        return output.toString();
    }
}
