// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

/// What a reader spends on one repository. Whatever goes beyond becomes a gap.
///
/// @param objectBytes the largest object that is read, and the largest delta
/// @param cacheBytes what one reader holds of bases of deltas, besides the object at hand
/// @param workBytes the most bytes that are made to read one object by its chain of deltas
/// @param walkBytes the most bytes that are made in all by each reader
/// @param deltaDepth the longest chain of deltas; Git makes none beyond 4095
/// @param packs the most packs of one folder
/// @param packObjects the most objects of one pack; each costs 24 bytes of memory while its pack is walked, and
///     17 more while that is planned
/// @param looseObjects the most loose objects of one folder
/// @param alternates the most further folders of objects
/// @param fileBytes the largest of the repository's other files: refs, reflogs, index
/// @param refs the most refs, and the most entries of reflogs
/// @param indexEntries the most staged entries
/// @param treeDepth the deepest folder within a tree
/// @param treeEdges how many names in trees are kept to trace blobs, at 16 bytes each; with more, trees are
///     read once for each level of folders
/// @param pathsPerBlob the most paths that are told of one blob
public record GitLimits(
        int objectBytes,
        long cacheBytes,
        long workBytes,
        long walkBytes,
        int deltaDepth,
        int packs,
        int packObjects,
        int looseObjects,
        int alternates,
        int fileBytes,
        int refs,
        int indexEntries,
        int treeDepth,
        int treeEdges,
        int pathsPerBlob) {

    /// Objects of 64 MiB, 96 MiB of bases for each reader; the rest beyond what any repository that we know
    /// needs.
    public static GitLimits defaults() {
        return new GitLimits(
                64 << 20, 96L << 20, 4L << 30, 1L << 40, 4096, 10_000, 1 << 25, 1 << 22, 64, 128 << 20, 1 << 20,
                1 << 22, 2048, 1 << 24, 64);
    }

    /// With another largest object, of 1 byte to 1 GiB.
    public GitLimits withObjectBytes(int bytes) {
        if (bytes < 1 || bytes > 1 << 30) throw new IllegalArgumentException("1 byte to 1 GiB, not " + bytes);
        return new GitLimits(
                bytes,
                cacheBytes,
                workBytes,
                walkBytes,
                deltaDepth,
                packs,
                packObjects,
                looseObjects,
                alternates,
                fileBytes,
                refs,
                indexEntries,
                treeDepth,
                treeEdges,
                pathsPerBlob);
    }

    /// With another memory for bases and other bounds of work, in bytes.
    public GitLimits withWork(long cache, long perObject, long perWalk) {
        return new GitLimits(
                objectBytes,
                cache,
                perObject,
                perWalk,
                deltaDepth,
                packs,
                packObjects,
                looseObjects,
                alternates,
                fileBytes,
                refs,
                indexEntries,
                treeDepth,
                treeEdges,
                pathsPerBlob);
    }

    /// With other bounds for tracing blobs: folders in folders that are kept, paths that are told of each blob.
    public GitLimits withTraces(int edges, int paths) {
        return new GitLimits(
                objectBytes,
                cacheBytes,
                workBytes,
                walkBytes,
                deltaDepth,
                packs,
                packObjects,
                looseObjects,
                alternates,
                fileBytes,
                refs,
                indexEntries,
                treeDepth,
                edges,
                paths);
    }
}
