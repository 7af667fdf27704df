// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.Commands;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandArgumentsTest {

    @Test
    void readsFlagsAndArgumentsInAnyOrder() {
        var arguments = parse("scan", "-q", "some/folder", "--format=json", "--skip", "a,b", "--skip", "c");
        assertThat(arguments.positional()).containsExactly("some/folder");
        assertThat(arguments.flags())
                .containsOnlyKeys("quiet", "format", "skip")
                .containsEntry("quiet", List.of("true"))
                .containsEntry("format", List.of("json"))
                .containsEntry("skip", List.of("a,b", "c"));
        assertThat(arguments.wantsHelp()).isFalse();
    }

    @Test
    void takesWhatFollowsTwoDashesAsArguments() {
        assertThat(parse("scan", "--", "--offline").positional()).containsExactly("--offline");
    }

    @Test
    void wantsHelpWhateverElseIsWrong() {
        assertThat(parse("scan", "a", "b", "--help").wantsHelp()).isTrue();
        assertThat(parse("advisories explain", "-h").wantsHelp()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nothing", "--format", "--offline=maybe", "a b", "-z"})
    void refusesWhatItDoesNotKnow(String line) {
        assertThatThrownBy(() -> parse("scan", line.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("see 'pomona scan --help'");
    }

    @Test
    void missesAnArgument() {
        assertThatThrownBy(() -> parse("advisories explain"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is missing");
    }

    private static ArgumentParser.Arguments parse(String command, String... arguments) {
        CommandEntry entry = Commands.find(List.of(command.split(" ", -1))).orElseThrow();
        return new ArgumentParser(entry, entry.command().get(), GlobalSettings.ALL).parse(List.of(arguments));
    }
}
