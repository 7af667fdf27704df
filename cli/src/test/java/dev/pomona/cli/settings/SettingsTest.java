// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Setting DEPTH = Setting.value("depth", "N", "how deep", "8", Setting.Reach.REPOSITORY);
    private static final Setting SKIP = Setting.list("skip", "PATTERN", "what not", Setting.Reach.REPOSITORY);
    private static final Setting LOUD = Setting.flag("loud", "more", Setting.Reach.USER);
    private static final List<Setting> ALL = List.of(DEPTH, SKIP, LOUD);

    private static final SettingsFile REPOSITORY =
            SettingsFile.read("repo.yaml", "depth: 3", ALL, Setting.Reach.REPOSITORY);
    private static final SettingsFile OWN =
            SettingsFile.read("own.yaml", "loud: true\ndepth: 4", ALL, Setting.Reach.USER);

    @Test
    void letsTheNearestWin() {
        Map<String, List<String>> flags = Map.of("depth", List.of("1"));
        Map<String, String> environment = Map.of("POMONA_DEPTH", "2");
        List<SettingsFile> files = List.of(REPOSITORY, OWN);
        assertThat(new Settings(flags, environment, files).value(DEPTH))
                .isEqualTo(new SettingValue(DEPTH, List.of("1"), "--depth"));
        assertThat(new Settings(Map.of(), environment, files).value(DEPTH))
                .isEqualTo(new SettingValue(DEPTH, List.of("2"), "POMONA_DEPTH"));
        assertThat(new Settings(Map.of(), Map.of("POMONA_DEPTH", ""), files).value(DEPTH))
                .isEqualTo(new SettingValue(DEPTH, List.of("3"), "repo.yaml:1"));
        assertThat(new Settings(Map.of(), Map.of(), List.of(OWN)).value(DEPTH))
                .isEqualTo(new SettingValue(DEPTH, List.of("4"), "own.yaml:2"));
        assertThat(new Settings(Map.of(), Map.of(), List.of()).value(DEPTH))
                .isEqualTo(new SettingValue(DEPTH, List.of("8"), "default"));
    }

    @Test
    void partsListsAtCommas() {
        var flags = new Settings(Map.of("skip", List.of("a, b", "c,,")), Map.of(), List.of());
        assertThat(flags.list(SKIP)).containsExactly("a", "b", "c");
        assertThat(new Settings(Map.of(), Map.of(), List.of()).list(SKIP)).isEmpty();
        assertThat(new Settings(Map.of("depth", List.of("1", "2")), Map.of(), List.of()).text(DEPTH))
                .contains("2");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "yes,true", "on,true", "false,false", "0,false", "no,false", "off,false"})
    void readsFlags(String text, boolean on) {
        var settings = new Settings(Map.of(), Map.of("POMONA_LOUD", text), List.of());
        assertThat(settings.isOn(LOUD)).isEqualTo(on);
    }

    @Test
    void refusesAnyOtherFlag() {
        var settings = new Settings(Map.of(), Map.of("POMONA_LOUD", "perhaps"), List.of());
        assertThatThrownBy(() -> settings.isOn(LOUD))
                .isInstanceOf(UsageException.class)
                .hasMessage("POMONA_LOUD is true or false, but got 'perhaps'");
    }

    @Test
    void namesEveryMistakeOfAFileWithItsLine() {
        assertThatThrownBy(() -> SettingsFile.read("c.yaml", """
                        depth: [1, 2]
                        nothing: 1

                        loud: true
                        skip: {a: b}
                        """, ALL, Setting.Reach.REPOSITORY))
                .isInstanceOf(UsageException.class)
                .hasMessage("""
                        c.yaml:1: 'depth' takes one value
                        c.yaml:2: there is no setting 'nothing'
                        c.yaml:4: 'loud' can't be set by the repository that is scanned
                        c.yaml:5: 'skip' takes a list\
                        """);
    }

    @Test
    void saysWhereAFileIsNoYaml() {
        assertThatThrownBy(() -> SettingsFile.read("c.yaml", "a: [\n", ALL, Setting.Reach.USER))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("c.yaml: line ");
    }

    @Test
    void takesNothingFromAnEmptyFile() {
        var file = SettingsFile.read("c.yaml", "", ALL, Setting.Reach.REPOSITORY);
        assertThat(file.value(DEPTH)).isEmpty();
    }
}
