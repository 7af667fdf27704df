// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which ecosystems' advisories are wanted.
public sealed interface EcosystemChoice {

    /// Every one that the source has.
    record All() implements EcosystemChoice {}

    /// @param names as the OSV schema spells them, without a release: `npm`, `Debian`
    record Only(Set<String> names) implements EcosystemChoice {
        public Only {
            names = Set.copyOf(names);
        }
    }

    static EcosystemChoice all() {
        return new All();
    }

    /// @param names with or without a release, which is left off: buckets keep all releases in one folder
    static EcosystemChoice of(Collection<String> names) {
        var bases = new TreeSet<String>();
        for (String name : names) {
            int colon = name.indexOf(':');
            bases.add(colon < 0 ? name : name.substring(0, colon));
        }
        return new Only(bases);
    }

    /// Whether a name can be one, and can be a folder's name without leading anywhere else.
    static boolean isName(String text) {
        return Names.ECOSYSTEM.matcher(text).matches();
    }

    /// Keeps the pattern out of the interface.
    final class Names {
        private static final Pattern ECOSYSTEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+-]{0,60}");

        private Names() {}
    }
}
