// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.HttpFiles;
import dev.pomona.scan.api.PackageSource.Lookup;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A repository reached by HTTP: what was kept of it, and the host itself when the scan may ask it.
final class WebRepository implements RepositoryPlace {

    private static final Pattern SHA1 = Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])");
    private static final int LONGEST_CHECKSUM = 1_024;

    private final Repository repository;
    private final URI base;
    private final Function<URI, URI> login;
    private final Optional<KeptFiles> kept;
    private final Optional<MavenWeb> web;
    private final String whyNotAsked;

    /// @param base without user and password
    /// @param login adds them
    /// @param kept absent when nothing is to be kept
    /// @param web absent when no host may be asked
    /// @param whyNotAsked what to say then
    WebRepository(
            Repository repository,
            URI base,
            Function<URI, URI> login,
            Optional<KeptFiles> kept,
            Optional<MavenWeb> web,
            String whyNotAsked) {
        this.repository = repository;
        this.base = base;
        this.login = login;
        this.kept = kept;
        this.web = web;
        this.whyNotAsked = whyNotAsked;
    }

    @Override
    public boolean admits(PublishedPath path) {
        return repository.admits(path);
    }

    @Override
    public Lookup read(PublishedPath path) {
        URI address = HttpFiles.below(base, path.text());
        Optional<KeptFiles.Answer> known = kept.flatMap(files -> files.find(address, path.isMutable()));
        if (known.isPresent()) return lookup(address, known.get().content());
        if (web.isEmpty()) return new Lookup.Unavailable(whyNotAsked);
        try {
            Optional<byte[]> content = fetch(web.get(), path, address);
            kept.ifPresent(files -> files.keep(address, content));
            return lookup(address, content);
        } catch (FeedException e) {
            return new Lookup.Unavailable(e.reason());
        }
    }

    private static Lookup lookup(URI address, Optional<byte[]> content) {
        return content.<Lookup>map(bytes -> new Lookup.Found(MemorySegment.ofArray(bytes), HttpFiles.shown(address)))
                .orElseGet(Lookup.Absent::new);
    }

    private Optional<byte[]> fetch(MavenWeb host, PublishedPath path, URI address) throws FeedException {
        Optional<byte[]> content = host.get(login.apply(address));
        if (content.isEmpty() || path.isChecksum()) return content;
        Optional<String> expected = checksum(host, path);
        String shown = HttpFiles.shown(address);
        if (expected.isPresent() && !expected.get().equals(sha1(content.get()))) {
            throw new FeedException(shown + ": the content does not match its SHA-1");
        }
        if (expected.isEmpty() && !isPlausible(path, content.get())) {
            throw new FeedException(shown + ": the answer is a page and not the file");
        }
        return content;
    }

    /// The digest that the repository offers; empty when it offers none.
    private Optional<String> checksum(MavenWeb host, PublishedPath path) throws FeedException {
        URI address = HttpFiles.below(base, path.text() + ".sha1");
        return host.get(login.apply(address))
                .filter(text -> text.length <= LONGEST_CHECKSUM)
                .map(text -> SHA1.matcher(new String(text, StandardCharsets.ISO_8859_1)))
                .flatMap(matcher -> matcher.find() ? Optional.of(matcher.group()) : Optional.empty())
                .map(digest -> digest.toLowerCase(Locale.ROOT));
    }

    /// Login pages and the like come with status 200.
    private static boolean isPlausible(PublishedPath path, byte[] content) {
        if (!path.name().endsWith(".pom") && !path.isMetadata()) return true;
        try {
            return Xml.read(content).name().equals(path.isMetadata() ? "metadata" : "project");
        } catch (SyntaxException e) {
            return false;
        }
    }

    private static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
