// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.keyword.KeywordHits;
import dev.pomona.scanners.secrets.regex.Matcher;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What one search needs while it reads one text, reused from text to text: how far each rule has come in it. For one
/// thread at a time.
final class Workspace {

    final KeywordHits hits = new KeywordHits();
    private final RuleBook book;
    private final @Nullable Matcher[] matchers;
    private final @Nullable Matcher[] nameMatchers;
    /// Where the next match of a rule may start.
    final int[] next;
    /// The rules whose `next` is not zero.
    private final BitSet touched = new BitSet();
    /// The rules without an anchor of which a keyword was seen.
    final BitSet unanchored = new BitSet();
    /// The rules whose pattern matched somewhere.
    final BitSet found = new BitSet();
    /// For keywords in parts of the text.
    final KeywordHits scratch = new KeywordHits();

    Workspace(RuleBook book) {
        this.book = book;
        int size = book.pack().size();
        this.matchers = new Matcher[size];
        this.nameMatchers = new Matcher[size];
        this.next = new int[size];
    }

    void startText() {
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) next[i] = 0;
        touched.clear();
        unanchored.clear();
        found.clear();
    }

    /// The text moved down by so many bytes: places of the part that is gone are its start now.
    void shift(int bytes) {
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
            next[i] = Math.max(0, next[i] - bytes);
        }
    }

    void advance(int rule, int place) {
        next[rule] = place;
        touched.set(rule);
    }

    Matcher matcher(CompiledRule rule) {
        Matcher known = matchers[rule.number()];
        if (known != null) return known;
        Matcher fresh = rule.regex().matcher();
        matchers[rule.number()] = fresh;
        return fresh;
    }

    Matcher nameMatcher(CompiledRule rule) {
        Matcher known = nameMatchers[rule.number()];
        if (known != null) return known;
        if (rule.name() == null) throw new IllegalArgumentException(rule.rule().id() + " has no pattern for names");
        Matcher fresh = rule.name().matcher();
        nameMatchers[rule.number()] = fresh;
        return fresh;
    }

    CompiledRule rule(int number) {
        return book.rule(number);
    }
}
