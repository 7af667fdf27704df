// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Conda's versions (`conda.models.version.VersionOrder`): an epoch, components between separators, a local
/// part. In a component numbers and words take turns; what is missing counts as zero, words come before
/// numbers, `dev` before other words and `post` after everything.
final class CondaScheme extends KeyedScheme {

    private static final int DEV = 1;
    private static final int WORD = 2;
    private static final int ZERO_BEFORE_WORD = 3;
    private static final int ZERO_BEFORE_LOWER = 4;
    private static final int END = 5;
    private static final int ZERO_BEFORE_HIGHER = 6;
    private static final int NUMBER = 7;
    private static final int POST = 8;

    CondaScheme() {
        super("conda");
    }

    @Override
    boolean write(String text, SortKey key) {
        String version = text.toLowerCase(Locale.ROOT);
        int bang = version.indexOf('!');
        if (bang >= 0 && !Text.isNumber(version, 0, bang)) throw invalid(text);
        key.number(version, 0, Math.max(bang, 0));
        int plus = version.indexOf('+', bang + 1);
        boolean prerelease = part(version.substring(bang + 1, plus < 0 ? version.length() : plus), key);
        part(plus < 0 ? "" : version.substring(plus + 1), key);
        return prerelease;
    }

    private boolean part(String text, SortKey key) {
        var components = new ArrayList<List<String>>();
        for (String component : text.split("[._-]", -1)) components.add(runs(component));
        while (!components.isEmpty() && isZero(components.getLast())) components.removeLast();
        boolean prerelease = false;
        for (int i = 0; i < components.size(); i++) {
            List<String> component = components.get(i);
            prerelease |= component.stream().anyMatch(run -> Text.isLetter(run.charAt(0)) && !run.equals("post"));
            if (isZero(component)) {
                key.rank(leadsLower(components, i) ? ZERO_BEFORE_LOWER : ZERO_BEFORE_HIGHER);
            } else {
                component(component, key);
            }
        }
        key.rank(END);
        return prerelease;
    }

    private static void component(List<String> runs, SortKey key) {
        for (int i = 0; i < runs.size(); i++) {
            String run = runs.get(i);
            if (Text.isDigit(run.charAt(0))) {
                boolean beforeWord = Text.isZero(run, 0, run.length())
                        && i + 1 < runs.size()
                        && !runs.get(i + 1).equals("post");
                if (beforeWord) key.rank(ZERO_BEFORE_WORD);
                else key.rank(NUMBER).number(run, 0, run.length());
            } else if (run.equals("dev")) {
                key.rank(DEV);
            } else if (run.equals("post")) {
                key.rank(POST);
            } else {
                key.rank(WORD).text(run);
            }
        }
        key.rank(END);
    }

    /// Whether the components from here on are less than none at all.
    private static boolean leadsLower(List<List<String>> components, int from) {
        int i = from;
        while (isZero(components.get(i))) i++;
        List<String> component = components.get(i);
        return Text.isZero(component.getFirst(), 0, component.getFirst().length())
                && !component.get(1).equals("post");
    }

    private static boolean isZero(List<String> runs) {
        return runs.size() == 1
                && Text.isZero(runs.getFirst(), 0, runs.getFirst().length());
    }

    /// Numbers and words of a component; always starts with a number, zeros at its end are left out.
    private static List<String> runs(String component) {
        var runs = new ArrayList<String>();
        int at = 0;
        if (component.isEmpty() || !Text.isDigit(component.charAt(0))) runs.add("0");
        while (at < component.length()) {
            boolean number = Text.isDigit(component.charAt(at));
            int end = at + 1;
            while (end < component.length() && Text.isDigit(component.charAt(end)) == number) end++;
            runs.add(component.substring(at, end));
            at = end;
        }
        while (runs.size() > 1 && Text.isZero(runs.getLast(), 0, runs.getLast().length())) runs.removeLast();
        return runs;
    }
}
