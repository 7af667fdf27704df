// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the short texts that people write for the program: configuration, policy, waivers. What a mistake in one of
/// them shows ends in logs, so a scanned repository must not be able to point at a file that is not its own.
public final class TextFile {

    private TextFile() {}

    /// A file that the user named. It may be a link or a pipe, as in `--policy <(generate)`.
    ///
    /// @param most the largest size in bytes
    /// @return empty when there is none
    /// @throws UsageException when it can't be read, is larger, or is not UTF-8
    public static Optional<String> ofUser(Path file, int most) {
        return Files.exists(file) ? Optional.of(text(file, file.toString(), most)) : Optional.empty();
    }

    /// A file of the repository: a regular one that lies inside the folder itself, links followed.
    ///
    /// @param folder the scanned one
    /// @param path below it
    /// @return empty when there is none
    /// @throws UsageException as [#ofUser], and when it leads out of the folder or is a pipe or device
    public static Optional<String> ofRepository(Path folder, String path, int most) {
        Path file = folder.resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        Path real;
        try {
            real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new UsageException("%s is a link that leads out of the folder".formatted(path));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new UsageException("%s is a link that leads nowhere".formatted(path), e);
        } catch (IOException e) {
            throw new UsageException("%s can't be read".formatted(path), e);
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new UsageException("%s is no regular file".formatted(path));
        }
        return Optional.of(text(real, path, most));
    }

    private static String text(Path file, String name, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) throw new UsageException("%s is larger than %d MB".formatted(name, most >> 20));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("%s is not UTF-8".formatted(name), e);
        } catch (IOException e) {
            throw new UsageException("%s can't be read: %s".formatted(name, e.getMessage()), e);
        }
    }
}
