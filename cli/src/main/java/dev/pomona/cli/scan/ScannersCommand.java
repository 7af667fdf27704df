// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scanners.secrets.SecretScanners;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import java.util.List;

/// `pomona scanners`: what looks at a target.
public final class ScannersCommand implements Command {

    @Override
    public String description() {
        return "Lists the scanners with what they look at; their names are what --only takes.";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public ExitCode run(Invocation invocation) {
        List<Scanner> scanners = Scanners.all(SecretScanners.standard(SecretOptions.DEFAULT));
        int width = scanners.stream()
                .mapToInt(scanner -> scanner.info().id().length())
                .max()
                .orElse(0);
        for (Scanner scanner : scanners) {
            String id = scanner.info().id();
            String blanks = " ".repeat(width - id.length() + 2);
            invocation.terminal().out().println(id + blanks + scanner.info().summary());
        }
        return ExitCode.PASSES;
    }
}
