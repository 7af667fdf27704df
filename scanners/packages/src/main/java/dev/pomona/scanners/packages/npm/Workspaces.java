// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import java.util.ArrayList;
import java.util.List;

/// The patterns by which a root project names its members' folders: `packages/*`, `apps/**`, `!packages/old`.
final class Workspaces {

    private static final int MOST_PATTERNS = 1000;
    private static final int LONGEST = 1000;

    private final List<List<String>> included = new ArrayList<>();
    private final List<List<String>> excluded = new ArrayList<>();

    Workspaces(List<String> patterns) {
        for (String pattern : patterns.subList(0, Math.min(MOST_PATTERNS, patterns.size()))) {
            if (pattern.length() > LONGEST) continue;
            boolean negated = pattern.startsWith("!");
            (negated ? excluded : included).add(segments(negated ? pattern.substring(1) : pattern));
        }
    }

    /// Whether a folder, relative to the root project's, is a member's.
    boolean contain(String folder) {
        if (folder.length() > LONGEST) return false;
        List<String> path = segments(folder);
        return included.stream().anyMatch(pattern -> matches(pattern, path))
                && excluded.stream().noneMatch(pattern -> matches(pattern, path));
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty() && !segment.equals(".")) segments.add(segment);
        }
        return segments;
    }

    /// Tries each segment of the path once per segment of the pattern: `**` goes on where it was met last.
    private static boolean matches(List<String> pattern, List<String> path) {
        int p = 0;
        int s = 0;
        int resumePattern = -1;
        int resumePath = 0;
        while (s < path.size()) {
            if (p < pattern.size() && pattern.get(p).equals("**")) {
                resumePattern = ++p;
                resumePath = s;
            } else if (p < pattern.size() && nameMatches(pattern.get(p), path.get(s))) {
                p++;
                s++;
            } else if (resumePattern >= 0) {
                p = resumePattern;
                s = ++resumePath;
            } else {
                return false;
            }
        }
        while (p < pattern.size() && pattern.get(p).equals("**")) p++;
        return p == pattern.size();
    }

    private static boolean nameMatches(String pattern, String name) {
        int p = 0;
        int s = 0;
        int star = -1;
        int resume = 0;
        while (s < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = ++p;
                resume = s;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(s))) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star;
                s = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }
}
