// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// What strangers write where a name is expected.
final class HostileText {

    static final String MARK = "pwned-by-a-name";

    private static final List<String> TEXTS = List.of(
            "<script>document.title='" + MARK + "'</script>",
            "\"><img src=x onerror=\"document.title='" + MARK + "'\">",
            "' onmouseover='document.title=\"" + MARK + "\"' x='",
            "</title></textarea></option></svg><iframe srcdoc=\"<script>top.document.title='" + MARK + "'</script>\">",
            "javascript:document.title='" + MARK + "'",
            "\u202egnp.exe\u202c\u2066\u200f\u061c",
            "\u0000\u0001\u001b[31m\u007f\u0085\ufeff".replace("\u0000", ""),
            "👩‍👩‍👧‍👦🔥𝕏" + "\u0301".repeat(60),
            "a".repeat(10_000),
            "很长的名字".repeat(400),
            "${frame.csrf()} @{1+1} {{7*7}} <%= 7 %>",
            "&amp;&lt;&#x3c;",
            "line\r\none\ttwo",
            "x");

    private HostileText() {}

    /// Puts something hostile behind each text, another each time.
    static UnaryOperator<String> after(Random random) {
        return text -> text + " " + TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(1_000_000);
    }

    static UnaryOperator<String> first() {
        return after(new Random(11));
    }
}
