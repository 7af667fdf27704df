// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.Setting.Reach;
import dev.pomona.cli.settings.UsageException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentParserTest {

    private static final Setting QUIET =
            Setting.flag("quiet", "says less", Reach.USER).withLetter('q');
    private static final Setting OFFLINE = Setting.flag("offline", "no network", Reach.USER);
    private static final Setting FORMAT =
            Setting.value("format", "FORMAT", "how", null, Reach.USER).withLetter('f');
    private static final Setting OUTPUT =
            Setting.list("output", "FILE", "where", Reach.USER).withLetter('o');

    private static ArgumentParser.Arguments parse(String... words) {
        return parser(Command.Arity.ANY).parse(List.of(words));
    }

    private static ArgumentParser parser(Command.Arity arity) {
        Command command = new Pick(arity);
        return new ArgumentParser(
                new CommandEntry("pick", "picks fruit", () -> command), command, List.of(QUIET, OFFLINE));
    }

    /// A command that is never run.
    private record Pick(Command.Arity arity) implements Command {
        @Override
        public String description() {
            return "Picks fruit.";
        }

        @Override
        public String arguments() {
            return "[TREE…]";
        }

        @Override
        public List<Setting> settings() {
            return List.of(FORMAT, OUTPUT);
        }

        @Override
        public ExitCode run(Invocation invocation) {
            return ExitCode.PASSES;
        }
    }

    @Test
    void keepsArgumentsAndFlagsApartWhereverTheyStand() {
        var read = parse("a", "--offline", "b", "--format", "json", "-");
        assertThat(read.positional()).containsExactly("a", "b", "-");
        assertThat(read.flags()).isEqualTo(Map.of("offline", List.of("true"), "format", List.of("json")));
        assertThat(read.wantsHelp()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=json", "-fjson", "-f=json", "-qfjson"})
    void takesValuesJoinedToTheirNames(String word) {
        assertThat(parse(word).flags()).containsEntry("format", List.of("json"));
    }

    @Test
    void keepsEveryValueInOrder() {
        assertThat(parse("-o", "a=1", "--output=b=2", "-oc").flags())
                .isEqualTo(Map.of("output", List.of("a=1", "b=2", "c")));
    }

    @Test
    void readsSeveralLettersInOneWord() {
        assertThat(parse("-qf", "json").flags()).isEqualTo(Map.of("quiet", List.of("true"), "format", List.of("json")));
    }

    @Test
    void takesEverythingAfterTwoDashesAsArguments() {
        assertThat(parse("--", "--offline", "-x").positional()).containsExactly("--offline", "-x");
    }

    @Test
    void takesValuesThatOnlyLookLikeOptions() {
        assertThat(parse("--format", "-1").flags()).isEqualTo(Map.of("format", List.of("-1")));
        assertThat(parse("--format=").flags()).isEqualTo(Map.of("format", List.of("")));
    }

    @Test
    void asksForNoArgumentsWhereHelpIsWanted() {
        var needy = parser(Command.Arity.ONE);
        assertThat(needy.parse(List.of("--help")).wantsHelp()).isTrue();
        assertThat(needy.parse(List.of("-qh")).wantsHelp()).isTrue();
        assertThatThrownBy(() -> needy.parse(List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("[TREE…] is missing; see 'pomona pick --help'");
        assertThatThrownBy(() -> needy.parse(List.of("a", "b"))).hasMessageContaining("too many arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ofline", "-x", "-qx", "--=", "--no-such=1"})
    void refusesWhatItDoesNotKnow(String word) {
        assertThatThrownBy(() -> parse(word))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown option: '%s'", word);
    }

    @Test
    void refusesForgottenAndNeedlessValues() {
        assertThatThrownBy(() -> parse("--format")).hasMessageContaining("--format takes a value: FORMAT");
        assertThatThrownBy(() -> parse("--format", "--offline")).hasMessageContaining("--format takes a value");
        assertThatThrownBy(() -> parse("--offline=no")).hasMessageContaining("--offline takes no value");
    }
}
