// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.pomona.cli.report.TableReport;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.formats.ReportFormats;
import dev.pomona.formats.ReportWriter;
import dev.pomona.model.report.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Where a report goes: one format to standard output, any number to files. A file appears whole or not at all.
public final class Outputs {

    /// The format for people, which is the terminal's and not one of [ReportFormats].
    public static final String TABLE = "table";

    private final Optional<String> standard;
    private final List<Target> files;
    private final Path folder;

    private record Target(String format, String file) {}

    private Outputs(Optional<String> standard, List<Target> files, Path folder) {
        this.standard = standard;
        this.files = files;
        this.folder = folder;
    }

    /// @param format for standard output
    /// @param outputs as given: `FORMAT=FILE`, or `FORMAT` alone for standard output
    /// @throws UsageException for an unknown format or a folder that isn't there
    public static Outputs of(String format, List<String> outputs, Path folder) {
        var files = new ArrayList<Target>();
        String standard = format;
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 0) {
                standard = checked(output);
                continue;
            }
            String file = output.substring(equals + 1);
            Path parent = folder.resolve(file).toAbsolutePath().getParent();
            if (file.isEmpty() || parent == null || !Files.isDirectory(parent)) {
                throw new UsageException("'%s' can't be written: there is no such folder".formatted(file));
            }
            files.add(new Target(checked(output.substring(0, equals)), file));
        }
        return new Outputs(Optional.of(checked(standard)), List.copyOf(files), folder);
    }

    /// Files only.
    ///
    /// @throws UsageException as [#of]
    public static Outputs ofFiles(List<String> outputs, Path folder) {
        return new Outputs(Optional.empty(), of(TABLE, outputs, folder).files, folder);
    }

    private static String checked(String format) {
        if (format.equals(TABLE) || ReportFormats.named(format).isPresent()) return format;
        var names = new TreeSet<>(ReportFormats.names());
        names.add(TABLE);
        throw new UsageException("there is no format '%s'; there are %s".formatted(format, String.join(", ", names)));
    }

    /// @throws UsageException when a file can't be written; the files before it are complete
    public void write(Report report, Terminal terminal) {
        for (Target target : files) writeFile(report, target);
        if (standard.isEmpty()) return;
        try {
            write(report, standard.get(), terminal);
        } catch (IOException e) {
            throw new UsageException("the report can't be written: %s".formatted(e.getMessage()), e);
        }
    }

    private static void write(Report report, String format, Terminal terminal) throws IOException {
        if (format.equals(TABLE)) {
            new TableReport(report, terminal).print();
        } else {
            writer(format).write(report, terminal.out());
            terminal.out().flush();
        }
    }

    private static ReportWriter writer(String format) {
        return ReportFormats.named(format).orElseThrow(() -> new IllegalStateException("no writer of " + format));
    }

    private void writeFile(Report report, Target target) {
        Path file = folder.resolve(target.file()).toAbsolutePath();
        if (isStream(file)) {
            writeStream(report, target, file);
            return;
        }
        Path unfinished = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try (var _ = Interrupt.calling(() -> delete(unfinished))) {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(unfinished, CREATE_NEW, WRITE), 1 << 16)) {
                write(report, target.format(), out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // not ours: a link laid there beforehand would lead the report elsewhere
            throw new UsageException("'%s' can't be written: %s is in the way".formatted(target.file(), unfinished), e);
        } catch (IOException e) {
            delete(unfinished);
            throw new UsageException("'%s' can't be written: %s".formatted(target.file(), e.getMessage()), e);
        }
    }

    private static void write(Report report, String format, OutputStream out) throws IOException {
        if (format.equals(TABLE)) {
            var stream = new PrintStream(out, false, StandardCharsets.UTF_8);
            new TableReport(report, Terminal.plain(stream)).print();
            if (stream.checkError()) throw new IOException("the disk may be full");
        } else {
            writer(format).write(report, out);
        }
    }

    /// Whether it is a pipe or device, such as `/dev/stdout`: written to, never replaced by a file.
    private static boolean isStream(Path file) {
        boolean isSystems = file.startsWith("/dev") || file.startsWith("/proc");
        return Files.exists(file) && (isSystems || !(Files.isRegularFile(file) || Files.isDirectory(file)));
    }

    private static void writeStream(Report report, Target target, Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, WRITE, APPEND), 1 << 16)) {
            write(report, target.format(), out);
        } catch (IOException e) {
            throw new UsageException("'%s' can't be written: %s".formatted(target.file(), e.getMessage()), e);
        }
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException _) {
            // nothing more can be done about a leftover than to have tried
        }
    }
}
