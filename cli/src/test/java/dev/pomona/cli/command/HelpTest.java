// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Commands;
import dev.pomona.cli.Golden;
import dev.pomona.cli.settings.GlobalSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTest {

    @Test
    void listsEveryCommand() {
        Golden.check("help.txt", Help.overview(Commands.ALL, GlobalSettings.ALL));
    }

    @Test
    void tellsWhatAScanCanBeTold() {
        Golden.check("help-scan.txt", help(Commands.find(List.of("scan")).orElseThrow()));
    }

    @Test
    void keepsWithinAHundredAndTwentyColumns() {
        for (CommandEntry entry : Commands.ALL) {
            assertThat(help(entry).lines()).as(entry.name()).allMatch(line -> line.length() <= 120);
        }
    }

    private static String help(CommandEntry entry) {
        return Help.of(entry, entry.command().get(), GlobalSettings.ALL);
    }
}
