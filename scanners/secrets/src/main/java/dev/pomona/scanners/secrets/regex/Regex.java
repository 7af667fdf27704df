// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A regular expression over bytes, in the notation of `docs/secret-rules.md` and with the meaning that it has
/// in Perl: of several matches at a place the one that the order of alternatives and the greed of repetitions
/// prefer. A character of the pattern beyond ASCII stands for its bytes in UTF-8. Immutable.
public final class Regex {

    /// What [#start] may be, as it is written.
    private static final List<Optional<Condition.Kind>> STARTS =
            List.of(Optional.empty(), Optional.of(Condition.Kind.TEXT_START), Optional.of(Condition.Kind.LINE_START));

    private final String pattern;
    private final boolean ignoresCase;
    private final int minLength;
    private final int maxLength;
    private final int groups;
    private final SortedMap<String, Integer> names;
    private final Program program;
    private final Condition.@Nullable Kind start;
    /// These are made when they are first needed; making them twice does no harm.
    private volatile @Nullable Node root;

    private volatile @Nullable Program unrolled;

    private Regex(String pattern, boolean ignoresCase) {
        Parser.Parsed parsed = Parser.parse(pattern, ignoresCase);
        this.pattern = pattern;
        this.ignoresCase = ignoresCase;
        this.root = parsed.root();
        this.minLength = parsed.root().minLength();
        this.maxLength = parsed.root().maxLength();
        this.groups = parsed.groups();
        this.names = sorted(parsed.names());
        this.program = Compiler.compile(parsed.root(), groups, pattern);
        this.start = start(parsed.root());
    }

    private Regex(DataInput in) throws IOException {
        this.pattern = Packed.text(in);
        this.ignoresCase = in.readBoolean();
        this.minLength = in.readInt();
        this.maxLength = in.readInt();
        this.groups = in.readInt();
        var named = new HashMap<String, Integer>();
        for (int left = in.readInt(); left > 0; left--) named.put(Packed.text(in), in.readInt());
        this.names = sorted(named);
        this.start = STARTS.get(in.readByte()).orElse(null);
        this.program = Packed.program(in);
    }

    /// @throws RegexException when it is no pattern, or beyond the limits
    public static Regex compile(String pattern) {
        return new Regex(pattern, false);
    }

    /// As if the pattern began with `(?i)`; offsets are those of the pattern as it is given.
    ///
    /// @throws RegexException when it is no pattern, or beyond the limits
    public static Regex compileIgnoringCase(String pattern) {
        return new Regex(pattern, true);
    }

    private static SortedMap<String, Integer> sorted(Map<String, Integer> names) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    /// What [#write] wrote, ready to be matched: nothing is parsed.
    public static Regex read(DataInput in) throws IOException {
        return new Regex(in);
    }

    /// For a later [#read] by the same version of this class; the same bytes for the same pattern.
    public void write(DataOutput out) throws IOException {
        Packed.text(out, pattern);
        out.writeBoolean(ignoresCase);
        out.writeInt(minLength);
        out.writeInt(maxLength);
        out.writeInt(groups);
        out.writeInt(names.size());
        for (Map.Entry<String, Integer> name : names.entrySet()) {
            Packed.text(out, name.getKey());
            out.writeInt(name.getValue());
        }
        out.writeByte(STARTS.indexOf(Optional.ofNullable(start)));
        Packed.program(out, program);
    }

    private Node root() {
        Node known = root;
        if (known == null) {
            known = Parser.parse(pattern, ignoresCase).root();
            root = known;
        }
        return known;
    }

    public String pattern() {
        return pattern;
    }

    /// How many groups it has, without the whole match, which is group 0.
    public int groupCount() {
        return groups;
    }

    /// The number of a named group; empty when there is none of that name.
    public OptionalInt group(String name) {
        Integer index = names.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /// The named groups, sorted, and their numbers.
    public SortedMap<String, Integer> groupNames() {
        return names;
    }

    /// What holds at the start of each match: that it is the text's, or a line's; `null` when neither must.
    Condition.@Nullable Kind start() {
        return start;
    }

    private static Condition.@Nullable Kind start(Node node) {
        return switch (node) {
            case Node.Check check -> {
                Condition condition = check.condition();
                boolean isStart =
                        condition.kind() == Condition.Kind.TEXT_START || condition.kind() == Condition.Kind.LINE_START;
                yield isStart && !condition.negated() ? condition.kind() : null;
            }
            case Node.Sequence sequence -> start(sequence.parts().getFirst());
            case Node.Group group -> start(group.body());
            case Node.Empty _, Node.One _, Node.Choice _, Node.Repeat _ -> null;
        };
    }

    /// The fewest bytes that a match has.
    public int minLength() {
        return minLength;
    }

    /// The most bytes that a match has; empty when there is no most.
    public OptionalInt maxLength() {
        return maxLength == Node.UNBOUNDED ? OptionalInt.empty() : OptionalInt.of(maxLength);
    }

    /// Whether each match contains one of the keywords, whose letters stand for both cases.
    ///
    /// @param lowerCaseKeywords none of them empty
    public Anchor anchor(List<String> lowerCaseKeywords) {
        return AnchorAnalysis.of(root(), pattern, lowerCaseKeywords);
    }

    /// A repetition on which a matcher that tries all ways would hang; empty when there is none.
    public Optional<Ambiguity> ambiguity() {
        return AmbiguityAnalysis.of(root(), pattern);
    }

    public Matcher matcher() {
        return new Matcher(this, program);
    }

    /// For tests: one that does all the work in the way that others only fall back to.
    Matcher steadyMatcher() {
        return new Matcher(this, program, -1);
    }

    Program unrolled() {
        Program made = unrolled;
        if (made == null) {
            made = Compiler.unroll(root(), groups, pattern);
            unrolled = made;
        }
        return made;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
