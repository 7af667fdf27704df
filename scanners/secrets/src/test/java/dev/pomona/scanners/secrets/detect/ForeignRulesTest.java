// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Location;
import dev.pomona.scanners.secrets.SecretScanners;
import dev.pomona.scanners.secrets.gitleaks.GitleaksReader;
import dev.pomona.scanners.secrets.gitleaks.GitleaksRules;
import dev.pomona.scanners.secrets.mark.Allowances;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignRulesTest {

    private static final String FILE = """
            [[rules]]
            id = "pear"
            description = "Pear token"
            regex = '''(pear|quince)-([0-9a-z]{12})'''
            secretGroup = 2
            keywords = ["fruit"]
            path = '''\\.conf$'''

            [[rules.allowlists]]
            regexes = ['''^0000''']

            [[rules]]
            id = "plum"
            regex = '''plum-[0-9a-z]{12}'''

            [[rules]]
            id = "basket"
            description = "A basket of fruit"
            path = '''\\.basket$'''

            [[allowlists]]
            paths = ['''^vendor/''']
            """;

    private static List<String> find(String path, String text) {
        GitleaksRules read = GitleaksReader.read("rules.toml", FILE, _ -> Optional.empty(), ForeignRules.compiler());
        var detector = new SecretDetector(
                SecretScanners.rules(read), SecretOptions.DEFAULT, Allowances.none(), ForeignRules.of(read));
        return detector.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of(path), () -> {}).findings().stream()
                .flatMap(finding ->
                        finding.locations().stream().map(Location::toString).map(place -> finding.rule() + " " + place))
                .toList();
    }

    @Test
    void looksThroughTheWholeFileOnceAKeywordIsInIt() {
        String text = "pear-q8w3e9r2t7y1 " + "x ".repeat(5000) + " fruit\n";
        assertThat(find("a.conf", text)).containsExactly("secret-pear a.conf:1:6");
        assertThat(find("a.conf", text.replace("fruit", ""))).isEmpty();
    }

    @Test
    void looksEverywhereWithoutKeywords() {
        assertThat(find("a.txt", "see plum-q8w3e9r2t7y1\n")).containsExactly("secret-plum a.txt:1:5");
    }

    @Test
    void heedsPathsAndAllowlists() {
        String text = "fruit pear-q8w3e9r2t7y1 quince-0000e9r2t7y1 plum-q8w3e9r2t7y1";
        assertThat(find("a.conf", text)).containsExactly("secret-pear a.conf:1:12", "secret-plum a.conf:1:45");
        assertThat(find("a.txt", text)).containsExactly("secret-plum a.txt:1:45");
        assertThat(find("vendor/a.conf", text)).isEmpty();
    }

    @Test
    void reportsFilesByTheirPath() {
        assertThat(find("a.basket", "apples")).containsExactly("secret-basket a.basket");
        assertThat(find("vendor/a.basket", "apples")).isEmpty();
    }
}
