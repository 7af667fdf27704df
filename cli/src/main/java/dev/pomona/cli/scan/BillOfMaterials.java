// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.engine.EngineResult;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.sbom.Sbom;
import dev.pomona.formats.sbom.SbomReader;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A target that is itself a bill of materials, made here or by another program: what it lists is the
/// inventory.
final class BillOfMaterials {

    private static final String SCANNER = "sbom";
    private static final List<String> NAMES =
            List.of(".cdx.json", ".cdx.xml", ".spdx", ".spdx.json", "bom.json", "bom.xml", "sbom.json");

    private BillOfMaterials() {}

    /// The result with the components of the document; as it was when the target is no such document, or
    /// a scanner has understood it already.
    ///
    /// @param largest in bytes; a larger document is a gap that the scan itself states
    static EngineResult added(EngineResult scanned, Path target, long largest) {
        if (!scanned.manifests().isEmpty() || !Files.isRegularFile(target)) return scanned;
        String name = String.valueOf(target.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".json") && !lower.endsWith(".xml") && !lower.endsWith(".spdx")) return scanned;
        byte[] document;
        try {
            if (Files.size(target) > largest) return scanned;
            document = Files.readAllBytes(target);
        } catch (IOException e) {
            return with(scanned, new byte[0], List.of(), List.of(gap(Gap.Kind.UNREADABLE, name, "can't be read")));
        }
        try {
            Sbom sbom = SbomReader.read(name, document);
            return with(scanned, document, List.of(sbom.manifest()), sbom.gaps());
        } catch (FormatException e) {
            if (NAMES.stream().noneMatch(lower::endsWith)) return scanned;
            String reason = String.valueOf(e.getMessage());
            return with(scanned, document, List.of(), List.of(gap(Gap.Kind.MALFORMED, name, reason)));
        }
    }

    private static Gap gap(Gap.Kind kind, String path, String message) {
        return new Gap(kind, path, message);
    }

    private static EngineResult with(EngineResult scanned, byte[] document, List<Manifest> manifests, List<Gap> gaps) {
        var outcomes = new ArrayList<>(scanned.outcomes());
        outcomes.add(new ScannerOutcome(
                SCANNER,
                gaps.isEmpty() ? new ScannerOutcome.Status.Completed() : new ScannerOutcome.Status.Partial(gaps)));
        outcomes.sort(Comparator.comparing(ScannerOutcome::scanner));
        return new EngineResult(
                scanned.artifact(),
                manifests,
                scanned.findings(),
                scanned.filesSeen(),
                scanned.bytesSeen(),
                scanned.ignored(),
                outcomes,
                scanned.gaps(),
                scanned.warnings(),
                input(scanned.input(), document),
                scanned.rules());
    }

    /// No scanner wanted the document, so its content is not part of the digest yet.
    private static Digest input(Digest scanned, byte[] document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(scanned.hex().getBytes(StandardCharsets.US_ASCII));
            digest.update(document);
            return Digest.of(Digest.Algorithm.SHA256, digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
