// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A set of versions of one scheme, written `vers:scheme/constraints`
/// (<https://github.com/package-url/vers-spec>).
///
/// A range from a native notation is tested by that notation's own rules: what npm, pip or cargo say of
/// prereleases holds. VERS has no words for all of these, so its text is the nearest it can say: `~1.2` of npm,
/// which leaves out the previews of 1.3, is written `>=1.2.0|<1.3.0`. Two ranges are equal when scheme and text
/// are.
public final class VersRange {

    private static final int MAX_LENGTH = 1 << 15;

    private final VersionScheme scheme;
    private final List<VersConstraint> constraints;
    private final boolean all;
    private final Predicate<Version> membership;

    private VersRange(
            VersionScheme scheme, List<VersConstraint> constraints, boolean all, Predicate<Version> membership) {
        this.scheme = scheme;
        this.constraints = List.copyOf(constraints);
        this.all = all;
        this.membership = membership;
    }

    /// Reads a range in canonical form and no other: sorted, no version twice, nothing encoded that need not
    /// be, lower and upper bounds in turns.
    ///
    /// @throws InvalidVersionException when it is none, or its scheme is unknown
    public static VersRange parse(String text) {
        VersRange range = read(text);
        if (!range.toString().equals(text)) throw invalid(text, "is not in canonical form");
        VersIntervals.checkCanonical(range.constraints, range.scheme, text);
        return range;
    }

    /// Reads a range in any order and with redundant constraints, as older tools write them. Of neighbouring
    /// lower bounds the lowest counts, of neighbouring upper bounds the highest.
    ///
    /// @throws InvalidVersionException when it is none, or its scheme is unknown
    public static VersRange normalize(String text) {
        return read(text);
    }

    /// Reads a range as the ecosystem itself writes it: `^1.2 || 2.x` of npm, `>=1,<2` of Python, `[1.0,2.0)`
    /// of Maven.
    ///
    /// @param scheme the scheme's name in `vers:` ranges
    /// @throws InvalidVersionException when the ecosystem would refuse it, or the scheme is unknown
    public static VersRange fromNative(String scheme, String text) {
        if (text.length() > MAX_LENGTH) throw invalid(text, "is too long");
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && !Character.isWhitespace(text.charAt(i))) {
                throw invalid(text, "holds a control character");
            }
        }
        VersionScheme known = scheme(scheme);
        NativeRange range = NativeNotations.of(known).read(text.strip());
        return new VersRange(known, sorted(range.shown(), known), range.isAll(), range::matches);
    }

    private static VersRange read(String text) {
        if (text.length() > MAX_LENGTH) throw invalid(text, "is too long");
        if (!text.startsWith("vers:")) throw invalid(text, "does not start with 'vers:'");
        int slash = text.indexOf('/');
        if (slash < 0) throw invalid(text, "has no scheme");
        VersionScheme scheme = scheme(text.substring(5, slash));
        String body = text.substring(slash + 1);
        if (body.equals("*")) return new VersRange(scheme, List.of(), true, _ -> true);
        var constraints = new ArrayList<VersConstraint>();
        for (String constraint : body.split("\\|", -1)) constraints.add(VersConstraint.read(constraint));
        List<VersConstraint> sorted = sorted(constraints, scheme);
        return new VersRange(scheme, sorted, false, VersIntervals.of(sorted, scheme));
    }

    /// By version; at one version, what ends comes before what begins.
    private static List<VersConstraint> sorted(List<VersConstraint> constraints, VersionScheme scheme) {
        if (constraints.size() < 2) {
            if (constraints.size() == 1) scheme.parse(constraints.getFirst().version());
            return constraints;
        }
        record Keyed(Version version, VersConstraint constraint) {}
        return constraints.stream()
                .map(constraint -> new Keyed(scheme.parse(constraint.version()), constraint))
                .sorted((a, b) -> {
                    int order = a.version.compareTo(b.version);
                    return order != 0 ? order : a.constraint.operator().compareTo(b.constraint.operator());
                })
                .map(Keyed::constraint)
                .toList();
    }

    private static VersionScheme scheme(String id) {
        return VersionSchemes.named(id)
                .orElseThrow(() ->
                        new InvalidVersionException("no version scheme is named '%s'".formatted(Text.printable(id))));
    }

    private static InvalidVersionException invalid(String text, String why) {
        return new InvalidVersionException("the range '%s' %s".formatted(Text.printable(text), why));
    }

    /// The scheme's name.
    public String scheme() {
        return scheme.id();
    }

    /// In the order of versions; empty when every version is in the range, or none.
    public List<VersConstraint> constraints() {
        return constraints;
    }

    /// Whether the range is written `*`.
    public boolean isAll() {
        return all;
    }

    /// @throws IllegalArgumentException when the version is of another scheme
    public boolean contains(Version version) {
        return membership.test(version);
    }

    /// @throws InvalidVersionException when the text is no version of the scheme
    public boolean contains(String version) {
        return contains(scheme.parse(version));
    }

    /// The canonical text.
    @Override
    public String toString() {
        var out = new StringBuilder("vers:").append(scheme.id()).append('/');
        if (all) return out.append('*').toString();
        String separator = "";
        for (VersConstraint constraint : constraints) {
            out.append(separator).append(constraint);
            separator = "|";
        }
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersRange that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
