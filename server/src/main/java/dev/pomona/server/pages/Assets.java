// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.html.DesignTokens;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Style, script and pictures, from the program itself. Their address has the digest of all of them in it, so that they
/// never change where they are.
final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "pomona.css", "text/css; charset=utf-8",
            "pomona.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, byte[]> packed = new TreeMap<>();
    private final String digest;

    Assets() {
        for (String name : TYPES.keySet()) files.put(name, read(name));
        files.computeIfPresent("pomona.css", (_, style) -> join(DesignTokens.css(), style));
        files.forEach((name, bytes) -> packed.put(name, pack(bytes)));
        this.digest = digest(files);
    }

    /// Where a file is.
    String address(String name) {
        if (!files.containsKey(name)) throw new IllegalArgumentException("there is no asset " + name);
        return "/assets/" + digest + "/" + name;
    }

    /// @param takesPacked whether whoever asks unpacks gzip
    Response serve(String asked, String name, boolean takesPacked) {
        byte[] bytes = takesPacked ? packed.get(name) : files.get(name);
        String type = TYPES.get(name);
        if (bytes == null || type == null || !asked.equals(digest)) throw ProblemException.notFound("asset", name);
        Response response = new Response(200, type, List.of(), bytes)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Vary", "Accept-Encoding");
        return takesPacked ? response.header("Content-Encoding", "gzip") : response;
    }

    /// These alone are packed: pages have what is secret beside what a stranger can choose, and their length when
    /// packed
    /// would tell of it.
    private static byte[] pack(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] join(String beginning, byte[] rest) {
        return (beginning + new String(rest, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (var in = Assets.class.getResourceAsStream("assets/" + name)) {
            if (in == null) throw new IllegalStateException("the program lacks its own file '%s'".formatted(name));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files.entrySet()) {
                digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                digest.update(file.getValue());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
