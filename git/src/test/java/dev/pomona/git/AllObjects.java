// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.StorePart;
import dev.pomona.git.store.Stored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All objects of a repository, as git prints them and as we read them.
final class AllObjects {

    private AllObjects() {}

    /// @param digest a hash of the content, so that a difference can be printed
    record Content(ObjectType type, int length, String digest) {

        static Content of(ObjectType type, byte[] bytes) {
            byte[] digest = ObjectFormat.SHA256.digest().digest(bytes);
            return new Content(type, bytes.length, HexFormat.of().formatHex(digest, 0, 8));
        }
    }

    static Map<ObjectId, Content> byGit(GitSandbox sandbox) {
        byte[] out = sandbox.run(new byte[0], "cat-file", "--batch-all-objects", "--batch");
        var objects = new TreeMap<ObjectId, Content>();
        int at = 0;
        while (at < out.length) {
            int end = at;
            while (out[end] != '\n') end++;
            String[] head = new String(out, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
            int size = Integer.parseInt(head[2]);
            objects.put(id(head[0]), content(head[1], Arrays.copyOfRange(out, end + 1, end + 1 + size)));
            at = end + size + 2;
        }
        return objects;
    }

    private static Content content(String type, byte[] bytes) {
        ObjectType known = ObjectType.ofWord(type);
        assertThat(known).isNotNull();
        return Content.of(known, bytes);
    }

    static ObjectId id(String digits) {
        ObjectId id = ObjectId.parse(digits);
        assertThat(id).as(digits).isNotNull();
        return id;
    }

    /// Walks all parts; each object must be shown once.
    static Map<ObjectId, Content> byUs(Repository repository, int parts) {
        var objects = new TreeMap<ObjectId, Content>();
        try (ObjectReader reader = repository.objects().reader()) {
            for (StorePart part : repository.objects().parts(EnumSet.allOf(ObjectType.class), parts, _ -> true)) {
                reader.walk(
                        part,
                        (id, type, bytes) -> assertThat(objects.put(id, Content.of(type, bytes)))
                                .as("%s is shown twice", id)
                                .isNull());
            }
        }
        return objects;
    }

    /// Holds our reading, whole and one by one, against git's.
    static void compare(GitSandbox sandbox, Path opened) {
        Map<ObjectId, Content> expected = byGit(sandbox);
        assertThat(expected).isNotEmpty();
        List<GitGap> gaps = new ArrayList<>();
        try (var repository = Repository.open(opened, RepositoryOptions.of(gaps::add));
                ObjectReader reader = repository.objects().reader()) {
            assertThat(byUs(repository, 1)).isEqualTo(expected);
            assertThat(byUs(repository, 5)).isEqualTo(expected);
            expected.forEach((id, content) -> {
                assertThat(repository.objects().contains(id)).isTrue();
                assertThat(reader.read(id))
                        .isInstanceOfSatisfying(
                                Stored.Found.class,
                                found -> assertThat(Content.of(found.type(), found.bytes()))
                                        .isEqualTo(content));
            });
            assertThat(reader.read(id("ab".repeat(repository.format().bytes()))))
                    .isInstanceOf(Stored.Missing.class);
        }
        assertThat(gaps).isEmpty();
    }
}
