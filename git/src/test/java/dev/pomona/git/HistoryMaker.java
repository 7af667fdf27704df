// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes up history as a stream for `git fast-import`, the same one for the same seed.
final class HistoryMaker {

    private static final String[] NAMES = {"a.txt", "b.c", "ä.md", "x y", "deep", "lib", "src", "z"};
    private static final String[] BRANCHES = {"main", "dev", "topic/one", "old"};

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> commits = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private int mark;

    HistoryMaker(long seed) {
        this.random = new Random(seed);
    }

    byte[] stream(int count) {
        for (int i = 0; i < count; i++) commit(i);
        for (int i = 0; i < 4; i++) {
            text("tag v%d\nfrom :%d\ntagger T <t@example.org> 1500000000 +0000\ndata 3\ntag\n", i, any());
        }
        text("reset refs/tags/light\nfrom :%d\n\n", any());
        return out.toByteArray();
    }

    private int any() {
        return commits.get(random.nextInt(commits.size()));
    }

    private void commit(int number) {
        String branch = BRANCHES[number == 0 ? 0 : random.nextInt(BRANCHES.length)];
        text("commit refs/heads/%s\nmark :%d\n", branch, ++mark);
        // clocks go wrong now and then, and times are often equal
        long time = 1_400_000_000L + 100L * (number / 3) - (random.nextInt(20) == 0 ? 5_000 : 0);
        text("author Ann <ann@example.org> %d +0100\n", time - 10);
        text("committer Cy <cy@example.org> %d -0330\n", time);
        data(("change " + number + "\n\nmore\n").getBytes(StandardCharsets.UTF_8));
        if (number > 0) text("from :%d\n", random.nextInt(3) > 0 ? commits.getLast() : any());
        if (number > 2 && random.nextInt(4) == 0) text("merge :%d\n", any());
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) change();
        text("\n");
        commits.add(mark);
    }

    private void change() {
        var path = new StringBuilder();
        int depth = random.nextInt(4);
        for (int i = 0; i < depth; i++)
            path.append("d").append(random.nextInt(3)).append('/');
        path.append(NAMES[random.nextInt(NAMES.length)]);
        if (random.nextInt(6) == 0) {
            text("D %s\n", path);
            return;
        }
        boolean isLink = random.nextInt(9) == 0;
        text("M %s inline %s\n", isLink ? "120000" : random.nextInt(8) == 0 ? "100755" : "100644", path);
        data(isLink ? ("to/" + random.nextInt(50)).getBytes(StandardCharsets.UTF_8) : content());
    }

    private byte[] content() {
        if (!contents.isEmpty() && random.nextInt(5) == 0) return contents.get(random.nextInt(contents.size()));
        byte[] content;
        if (!contents.isEmpty() && random.nextInt(2) == 0) {
            // a small change of something large, so that there is something to make deltas of
            content = contents.get(random.nextInt(contents.size())).clone();
            for (int i = 0; i < 3 && content.length > 0; i++) content[random.nextInt(content.length)] = 'x';
        } else {
            content = new byte[random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(2_000)];
            if (random.nextBoolean()) random.nextBytes(content);
            else for (int i = 0; i < content.length; i++) content[i] = (byte) ('a' + i / 40 % 20 * (i % 7) % 26);
        }
        contents.add(content);
        return content;
    }

    private void data(byte[] content) {
        text("data %d\n", content.length);
        out.writeBytes(content);
        text("\n");
    }

    private void text(String format, Object... values) {
        out.writeBytes(String.format(java.util.Locale.ROOT, format, values).getBytes(StandardCharsets.UTF_8));
    }
}
