// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

/// An annotated tag.
///
/// @param target what it points to, which may be another tag
/// @param tagger with empty texts when there is none
public record Tag(ObjectId id, ObjectId target, ObjectType targetType, String name, Person tagger, String subject) {

    /// Reads a tag's content.
    ///
    /// @throws GitFormatException when it points to nothing
    public static Tag parse(ObjectId id, byte[] content) {
        var lines = new HeaderLines(content);
        ObjectId target = lines.nextId("object");
        byte[] word = lines.next("type");
        ObjectType type = word == null ? null : ObjectType.ofWord(HeaderLines.text(word, null));
        if (target == null || target.format() != id.format() || type == null) {
            throw GitFormatException.damaged("tag %s points to nothing".formatted(id));
        }
        byte[] name = lines.next("tag");
        byte[] tagger = lines.next("tagger");
        return new Tag(
                id,
                target,
                type,
                name == null ? "" : HeaderLines.text(name, null),
                Person.parse(tagger == null ? "" : HeaderLines.text(tagger, null)),
                HeaderLines.text(lines.subject(), null));
    }
}
