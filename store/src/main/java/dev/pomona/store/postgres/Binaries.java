// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked once for each version into a folder that appears whole or
/// not at all.
final class Binaries {

    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /// @param folder where versions are kept beside each other
    static Binaries unpacked(Path folder) {
        String resource = resource();
        try (InputStream packed = Binaries.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new PostgresException("this build has no PostgreSQL for %s; set POMONA_DATABASE_URL to your own"
                        .formatted(platform()));
            }
            Path home = folder.resolve(version());
            if (!Files.isDirectory(home)) unpack(packed, home);
            return new Binaries(home);
        } catch (IOException e) {
            throw new PostgresException("PostgreSQL can't be unpacked into '%s'".formatted(folder), e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(isWindows() ? name + ".exe" : name);
    }

    private static void unpack(InputStream packed, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, unfinished);
            }
            // Another process may have been faster: its folder is as good.
            if (!Files.isDirectory(home)) Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(unfinished);
        }
        // The server may run as another user than the one who unpacks.
        readableByAll(home);
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) throw new IOException("an entry leads out: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Path link = Path.of(entry.getLinkName());
            if (!target.resolveSibling(link).normalize().startsWith(folder)) {
                throw new IOException("a link leads out: " + entry.getName());
            }
            Files.createSymbolicLink(target, link);
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0 && !isWindows()) {
            var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.addAll(Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    private static void readableByAll(Path home) throws IOException {
        if (isWindows()) return;
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
                permissions.addAll(List.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ));
                if (Files.isDirectory(path)) {
                    permissions.addAll(List.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE));
                }
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }

    /// `18.4` or the like: what is unpacked is never changed, so its version names it.
    static String version() {
        try (InputStream version = Binaries.class.getResourceAsStream("version.txt")) {
            if (version == null) throw new PostgresException("the build lost the version of its PostgreSQL");
            return new String(version.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new PostgresException("the version of the bundled PostgreSQL can't be read", e);
        }
    }

    static boolean isWindows() {
        return platform().startsWith("windows");
    }

    private static String resource() {
        return "/postgres-%s.txz".formatted(platform());
    }

    private static String platform() {
        String system = property("os.name");
        String machine = property("os.arch");
        boolean isArm = machine.equals("aarch64") || machine.equals("arm64");
        if (system.contains("win")) return "windows-x86_64";
        if (system.contains("mac")) return isArm ? "darwin-arm_64" : "darwin-x86_64";
        return isArm ? "linux-arm_64" : "linux-x86_64";
    }

    private static String property(String name) {
        @Nullable String value = System.getProperty(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
