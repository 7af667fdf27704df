// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The image that a host was made from.
///
/// @param builtAt `null` when nothing says it; its freshness is not known then
public record GoldenImage(String name, @Nullable Instant builtAt) {

    private static final Pattern DAY = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})(?:\\D.*)?");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    /// As the maker of the image left it: `/etc/image-id` of Amazon Linux, `/etc/cloud/build.info` of Ubuntu's
    /// cloud images, or IMAGE_ID, IMAGE_VERSION and BUILD_ID of os-release(5). A version that begins with a day
    /// says when it was built. Else the image's name as the cloud gave it, without a time.
    ///
    /// @param cloudImage `null` when the cloud says nothing
    static Optional<GoldenImage> of(HostFiles files, @Nullable String cloudImage) {
        return amazon(files)
                .or(() -> ubuntu(files))
                .or(() -> release(files))
                .or(() -> Optional.ofNullable(cloudImage).map(name -> new GoldenImage(name, null)));
    }

    private static Optional<GoldenImage> amazon(HostFiles files) {
        Map<String, String> values = files.values("etc/image-id", '=');
        String name = values.get("image_name");
        if (name == null) return Optional.empty();
        Instant builtAt = null;
        try {
            builtAt = LocalDateTime.parse(values.getOrDefault("image_date", ""), STAMP)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            // not known then
        }
        String version = values.getOrDefault("image_version", "");
        return Optional.of(new GoldenImage(version.isEmpty() ? name : name + " " + version, builtAt));
    }

    private static Optional<GoldenImage> ubuntu(HostFiles files) {
        Map<String, String> values = files.values("etc/cloud/build.info", ':');
        String serial = values.get("serial");
        if (serial == null) return Optional.empty();
        String system = release(files, "ID") + " " + release(files, "VERSION_ID");
        return Optional.of(new GoldenImage(
                "%s %s %s"
                        .formatted(system.strip(), values.getOrDefault("build_name", "cloud"), serial)
                        .strip(),
                day(serial)));
    }

    private static Optional<GoldenImage> release(HostFiles files) {
        String id = release(files, "IMAGE_ID");
        String version = release(files, "IMAGE_VERSION");
        String build = release(files, "BUILD_ID");
        Instant builtAt = day(version) == null ? day(build) : day(version);
        if (!id.isEmpty()) return Optional.of(new GoldenImage((id + " " + version).strip(), builtAt));
        // a rolling distribution has a build that says nothing
        return builtAt == null
                ? Optional.empty()
                : Optional.of(new GoldenImage((release(files, "ID") + " " + build).strip(), builtAt));
    }

    private static String release(HostFiles files, String name) {
        Map<String, String> values = files.values("etc/os-release", '=');
        if (values.isEmpty()) values = files.values("usr/lib/os-release", '=');
        return values.getOrDefault(name, "");
    }

    private static @Nullable Instant day(String text) {
        Matcher matcher = DAY.matcher(text);
        if (!matcher.matches()) return null;
        try {
            return LocalDate.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
