// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.engine.ignore.IgnoreFile;
import dev.pomona.engine.ignore.IgnoreRules;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// One walk over a target. Folders are read as streams; of files nobody wants nothing is kept but a hash.
///
/// Symbolic links: what a link to a folder leads to is seen at its own place if it is inside the target, so the
/// link is not followed; a link to a file inside is offered under its own name too. Links that lead out are gaps
/// where they hide something.
public final class Walk {

    private static final String GIT = ".git";
    private static final int MOST_LINKS = 200_000;
    private static final String LEADS_OUT = "a link that leads out of the target, which is not followed";

    private final FileAccess access;
    private final WalkOptions options;
    private final WalkVisitor visitor;
    private final IgnoreFiles ignoreFiles;
    private final IgnoreFile only;
    private final Map<String, IgnoreRules> rulesByFolder = new HashMap<>();
    private final TreeMap<String, Path> links = new TreeMap<>();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();

    /// A folder on the way from the root to where the walk is.
    private record Frame(
            Path folder,
            String path,
            IgnoreRules rules,
            boolean included,
            TreeDigest digest,
            ArrayDeque<Path> folders,
            ArrayDeque<Boolean> foldersIncluded) {

        String child(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }

    public Walk(FileAccess access, WalkOptions options, WalkVisitor visitor) {
        this.access = access;
        this.options = options;
        this.visitor = visitor;
        this.ignoreFiles = new IgnoreFiles(access, visitor);
        this.only = IgnoreFile.of(options.only());
    }

    /// Walks a folder.
    ///
    /// @param root a real path
    /// @return the digest over paths and sizes of all files
    public byte[] folder(Path root) {
        IgnoreRules own = IgnoreRules.of(options.skip());
        push(root, "", options.ignoreFiles() ? ignoreFiles.around(root, own) : own, only.isEmpty());
        byte[] digest = {};
        while (!frames.isEmpty()) {
            Frame frame = frames.getFirst();
            Path next = visitor.isStopped() ? null : frame.folders.poll();
            if (next == null) {
                frames.pop();
                digest = frame.digest.digest();
                Frame above = frames.peek();
                if (above != null) above.digest.addFolder(PathNames.last(frame.folder), digest);
            } else {
                boolean included = frame.foldersIncluded.pop();
                push(next, frame.child(PathNames.last(next)), frame.rules, included);
            }
        }
        links.forEach((path, link) -> follow(root, path, link));
        return digest;
    }

    /// Shows a single file.
    ///
    /// @param file a real path
    public byte[] file(Path file) throws IOException {
        var stat = access.stat(file);
        String name = PathNames.last(file);
        var digest = new TreeDigest();
        digest.addFile(name, stat.size());
        visitor.file(new WalkedFile(file, new FileFacts(name, stat.size(), stat.executable()), stat, null));
        return digest.digest();
    }

    private void push(Path folder, String path, IgnoreRules above, boolean included) {
        IgnoreRules rules = options.ignoreFiles() ? ignoreFiles.enter(folder, path, above.inside(path)) : above;
        if (path.isEmpty() || !rules.equals(above)) rulesByFolder.put(path, rules);
        var frame = new Frame(folder, path, rules, included, new TreeDigest(), new ArrayDeque<>(), new ArrayDeque<>());
        frames.push(frame);
        try (var entries = access.list(folder)) {
            for (Path entry : entries) {
                if (visitor.isStopped()) return;
                enter(frame, entry);
            }
        } catch (IOException | DirectoryIteratorException _) {
            visitor.gap(Gap.Kind.UNREADABLE, path, "the folder can't be read");
        }
    }

    private void enter(Frame frame, Path entry) {
        String name = PathNames.last(entry);
        if (name.equals(GIT)) return;
        String path = frame.child(name);
        FileStat stat;
        try {
            stat = access.stat(entry);
        } catch (NoSuchFileException _) {
            return; // It was gone before anyone looked at it.
        } catch (IOException _) {
            visitor.gap(Gap.Kind.UNREADABLE, path, "nothing can be learned about it");
            return;
        }
        boolean isFolder = stat.kind() == FileStat.Kind.FOLDER;
        if (entry.equals(options.excluded())) return;
        if (frame.rules.isIgnored(path, isFolder)) {
            visitor.ignored();
            return;
        }
        boolean included = frame.included || isIncluded(path, isFolder);
        switch (stat.kind()) {
            case FOLDER -> {
                frame.folders.add(entry);
                frame.foldersIncluded.add(included);
            }
            case FILE -> {
                if (!included) return;
                frame.digest.addFile(name, stat.size());
                visitor.file(new WalkedFile(entry, new FileFacts(path, stat.size(), stat.executable()), stat, null));
            }
            case LINK -> {
                if (included) addLink(frame, name, path, entry);
            }
            case OTHER -> {
                if (included && visitor.isOfInterest(path)) {
                    visitor.gap(Gap.Kind.UNSUPPORTED, path, "a pipe, socket or device, which is not opened");
                }
            }
        }
    }

    private boolean isIncluded(String path, boolean isFolder) {
        return only.answer(path.getBytes(StandardCharsets.UTF_8), isFolder) == IgnoreFile.Answer.IGNORED;
    }

    private void addLink(Frame frame, String name, String path, Path link) {
        if (links.size() == MOST_LINKS) {
            visitor.gap(
                    Gap.Kind.LIMIT, "", "more than %d symbolic links; the rest was not followed".formatted(MOST_LINKS));
            return;
        }
        links.put(path, link);
        String target;
        try {
            target = PathNames.text(Files.readSymbolicLink(link));
        } catch (IOException _) {
            target = "";
        }
        frame.digest.addLink(name, target);
    }

    private void follow(Path root, String path, Path link) {
        if (visitor.isStopped()) return;
        Path real;
        FileStat stat;
        try {
            real = link.toRealPath();
            stat = access.stat(real);
        } catch (IOException _) {
            // It leads nowhere, or in a circle: there is nothing to see.
            if (visitor.isOfInterest(path)) visitor.gap(Gap.Kind.UNREADABLE, path, "a link that leads nowhere");
            return;
        }
        if (!real.startsWith(root)) {
            boolean hides = stat.kind() == FileStat.Kind.FOLDER || visitor.isOfInterest(path);
            if (hides) visitor.gap(Gap.Kind.UNSUPPORTED, path, LEADS_OUT);
            return;
        }
        if (stat.kind() != FileStat.Kind.FILE) return;
        String target = PathNames.relative(root, real);
        var facts = new FileFacts(path, stat.size(), stat.executable());
        var targetFacts = isWalked(target) ? new FileFacts(target, stat.size(), stat.executable()) : null;
        visitor.file(new WalkedFile(real, facts, stat, targetFacts));
    }

    /// Whether the walk came by a file of the target, given that it exists.
    private boolean isWalked(String file) {
        IgnoreRules rules = rulesByFolder.get("");
        boolean included = only.isEmpty();
        for (int slash = file.indexOf('/'); ; slash = file.indexOf('/', slash + 1)) {
            boolean isFolder = slash >= 0;
            String path = isFolder ? file.substring(0, slash) : file;
            boolean isGit = path.equals(GIT) || path.endsWith("/" + GIT);
            if (isGit || (rules != null && rules.isIgnored(path, isFolder))) return false;
            included |= isIncluded(path, isFolder);
            if (!isFolder) return included;
            rules = rulesByFolder.getOrDefault(path, rules);
        }
    }
}
