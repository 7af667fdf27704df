// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Where the program starts.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            // answered before anything else is loaded
            System.out.println("pomona " + Version.current());
            return;
        }
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.ofProcess(environment);
        var program = new Program(terminal, System.in, Clock.systemUTC(), environment, Path.of(""));
        int code = program.run(List.of(arguments));
        terminal.out().flush();
        terminal.err().flush();
        // whoever reads the results did not get them all: a full disk, a closed pipe
        if (terminal.out().checkError()) {
            terminal.warn("standard output took only a part of the results: a full disk, or a reader that left");
            code = ExitCode.INTERNAL_ERROR.number();
        }
        System.exit(code);
    }
}
