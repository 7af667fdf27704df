// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveFormat;
import dev.pomona.engine.cache.ResultCache;
import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Digests;
import dev.pomona.engine.content.LimitException;
import dev.pomona.engine.content.ScratchException;
import dev.pomona.engine.content.Sizes;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.WalkedFile;
import dev.pomona.model.component.Digest;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.ScanTimeoutException;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way of one file of the target: known from an earlier scan, or opened, read once and looked at.
final class UnitWork implements Workers.Work {

    /// What works on files share.
    record Tools(
            ScanScope scope,
            FileAccess access,
            FileMemo memo,
            ResultCache cache,
            Digest rules,
            Totals totals,
            Runnable done) {}

    private final Tools tools;
    private final WalkedFile file;
    private final BitSet wanting;
    private final Set<UnitScan.Stuck> stuck = new HashSet<>();

    /// @param wanting the scanners to show the file itself to
    UnitWork(Tools tools, WalkedFile file, BitSet wanting) {
        this.tools = tools;
        this.file = file;
        this.wanting = wanting;
    }

    @Override
    public void run(Workers.Worker worker) {
        if (tools.scope.stop().isStopped()) return;
        UnitResult result;
        try {
            result = result(worker);
        } catch (ScanTimeoutException _) {
            return;
        }
        worker.commit(() -> {
            tools.totals.add(result, file);
            tools.done.run();
        });
    }

    @Override
    public Workers.@Nullable Work givenUp(ScannerCall call) {
        if (tools.scope.stop().isStopped()) return null;
        stuck.add(new UnitScan.Stuck(call.scanner(), call.path()));
        int times =
                (int) stuck.stream().filter(s -> s.scanner() == call.scanner()).count();
        if (times > 1) tools.scope.scanners().breakDown(call.scanner(), "it does not stop when its time is up");
        return this;
    }

    private UnitResult result(Workers.Worker worker) {
        var facts = file.facts();
        if (facts.size() > tools.scope.options().maxFileSize()) return tooLarge(facts);
        var known = tools.memo.digest(file).flatMap(this::cached);
        if (known.isPresent()) return known.get();
        try {
            return read(worker);
        } catch (LimitException e) {
            return failed(Gap.Kind.LIMIT, String.valueOf(e.getMessage()));
        } catch (ScratchException _) {
            return failed(Gap.Kind.LIMIT, "there is no room in the scratch folder for what is in it");
        } catch (OutOfMemoryError _) {
            return failed(Gap.Kind.LIMIT, "needs more memory than there is");
        } catch (IOException | InternalError _) {
            return failed(Gap.Kind.UNREADABLE, "it can't be read, or changed while it was read");
        }
    }

    private UnitResult read(Workers.Worker worker) throws IOException {
        Content content;
        try (var channel = tools.access.open(file.path())) {
            content = tools.scope.contents().read(channel, tools.scope.options().maxFileSize());
        }
        boolean kept = false;
        try {
            String digest = content.digest(Digest.Algorithm.SHA256).hex();
            tools.memo.remember(file, digest);
            var known = cached(digest);
            if (known.isPresent()) {
                kept = new UnitLoad(tools.scope).load(known.get(), file.facts(), content);
                return known.get();
            }
            var facts = file.facts();
            var actual = new FileFacts(facts.path(), content.size(), facts.executable());
            var scan = new UnitScan(tools.scope, worker, stuck, actual);
            var result = scan.scan(actual, content, wanting, isOpened());
            kept = scan.isContentKept();
            UnitCodec.encode(result).ifPresent(record -> tools.cache.put(key(digest), record));
            return result;
        } finally {
            if (!kept) content.close();
        }
    }

    /// A link to an archive that is opened at its own place is not opened again.
    private boolean isOpened() {
        return file.target() == null && ArchiveFormat.isOpened(file.facts().path());
    }

    private Optional<UnitResult> cached(String digest) {
        return tools.cache.get(key(digest)).flatMap(record -> {
            try {
                return Optional.of(UnitCodec.decode(record, file.facts().path()));
            } catch (RuntimeException _) {
                // A damaged record can break any check; all of them mean the same.
                return Optional.empty();
            }
        });
    }

    private byte[] key(String digest) {
        var key = Digests.sha256();
        Digests.add(key, "unit");
        Digests.add(key, tools.rules.hex());
        Digests.add(key, file.facts().path());
        Digests.add(key, file.facts().executable() ? 1 : 0);
        Digests.add(key, isOpened() ? 1 : 0);
        for (long word : wanting.toLongArray()) Digests.add(key, word);
        Digests.add(key, digest);
        return key.digest();
    }

    private UnitResult tooLarge(FileFacts facts) {
        String limit = Sizes.print(tools.scope.options().maxFileSize());
        return failed(Gap.Kind.LIMIT, "larger than the limit of %s".formatted(limit), facts.size());
    }

    private UnitResult failed(Gap.Kind kind, String message) {
        return failed(kind, message, file.facts().size());
    }

    private UnitResult failed(Gap.Kind kind, String message, long size) {
        var result = new UnitResult(file.facts().path());
        result.count(size);
        result.gap(kind, file.facts().path(), message);
        return result;
    }
}
