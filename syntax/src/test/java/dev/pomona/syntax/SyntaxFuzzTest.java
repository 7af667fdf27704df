// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Mutates small documents; nothing but a [SyntaxException] may come out of a reader.
class SyntaxFuzzTest {

    private static final List<String> SEEDS = List.of(
            "{\"a\": [1, 2.5e3, true, null, \"x\\u00e9\\n\"], \"b\": {\"c\": {}}}",
            "a: &x [1, *x, 'q', \"w\\t\"]\nb: {<<: *x, c: |\n  text\n  more\n}\n? k\n: v\n---\n- - a\n",
            "a.b = 1\n[x.y]\nk = \"\"\"m\n\"\"\"\nd = 2026-01-02 03:04:05Z\nt = {a = [1, {b = 'c'}]}\n[[z]]\n[[z]]\n",
            "[a]\nk = v\n  more\n# c\nl: w\n\n[b]\n",
            "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE a><a b='c'><!-- d --><e>&lt;&#x41;<![CDATA[f]]></e></a>");

    private static final String ALPHABET =
            "[]{}()<>:,.#&*!|>'\"%@`-+=/\\?\n\r\t aA01eE_\u0000\u0085\u00e9\ud83d\ude00\ufeff";

    private static void fuzz(Consumer<String> reader, long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 6_000; round++) {
            var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
            for (int i = random.nextInt(8); i >= 0; i--) {
                int at = text.isEmpty() ? 0 : random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                    case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
                    default -> text.setLength(at);
                }
            }
            try {
                reader.accept(text.toString());
            } catch (SyntaxException expected) {
                // the readers' contract
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed %d, round %d: %s on <%s>".formatted(seed, round, e, text), e);
            }
        }
    }

    @Test
    void jsonThrowsNothingElse() {
        fuzz(Json::read, 1);
        fuzz(Json::readRelaxed, 2);
    }

    @Test
    void yamlThrowsNothingElse() {
        fuzz(Yaml::readAll, 3);
    }

    @Test
    void tomlThrowsNothingElse() {
        fuzz(Toml::read, 4);
    }

    @Test
    void xmlThrowsNothingElse() {
        fuzz(Xml::read, 5);
    }

    @Test
    void iniThrowsNothingElse() {
        fuzz(Ini::read, 6);
    }
}
