// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.scanners.packages.maven.Pom.Condition;
import dev.pomona.scanners.packages.maven.Pom.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides which profiles of a model apply, for a build nobody gave options to: no `-D` beyond `.mvn/maven.config`,
/// no `-P`, JDK 25 on Linux x86-64, whatever machine the scan runs on. Conditions on files are not decided here and
/// count as not met.
final class Profiles {

    private static final String JDK = "25";
    private static final Map<String, String> OS = Map.of("name", "linux", "family", "unix", "arch", "amd64");

    private Profiles() {}

    /// The profiles that apply, in the order of the model.
    static List<Profile> active(Pom pom, Map<String, String> userProperties) {
        List<Profile> met = pom.profiles().stream()
                .filter(profile -> isMet(profile.condition(), pom, userProperties))
                .toList();
        if (!met.isEmpty()) return met;
        return pom.profiles().stream()
                .filter(profile -> profile.condition().activeByDefault())
                .toList();
    }

    private static boolean isMet(Condition condition, Pom pom, Map<String, String> properties) {
        boolean any = condition.jdk() != null
                || !condition.os().isEmpty()
                || condition.property() != null
                || condition.packaging() != null;
        return any
                && !condition.isFile()
                && (condition.jdk() == null || isJdk(condition.jdk()))
                && condition.os().entrySet().stream().allMatch(part -> isOs(part.getKey(), part.getValue()))
                && (condition.property() == null || isProperty(condition.property(), condition.value(), properties))
                && (condition.packaging() == null || condition.packaging().equals(pom.packaging()));
    }

    private static boolean isProperty(String name, @Nullable String value, Map<String, String> properties) {
        if (name.startsWith("!")) return !properties.containsKey(name.substring(1));
        String set = properties.get(name);
        if (value == null) return set != null;
        return value.startsWith("!") ? !value.substring(1).equals(set) : value.equals(set);
    }

    private static boolean isOs(String part, String wanted) {
        boolean negated = wanted.startsWith("!");
        String value = (negated ? wanted.substring(1) : wanted).toLowerCase(Locale.ROOT);
        // Maven takes a family that it does not know for a part of the system's name
        boolean isName = part.equals("family") && value.equals(OS.get("name"));
        return (isName || value.equals(OS.get(part))) != negated;
    }

    private static boolean isJdk(String wanted) {
        if (wanted.startsWith("!")) return !isJdk(wanted.substring(1));
        if (!wanted.startsWith("[") && !wanted.startsWith("(")) return JDK.equals(wanted);
        return VersionRequirement.parse(wanted).filter(Profiles::allowsJdk).isPresent();
    }

    private static boolean allowsJdk(VersionRequirement requirement) {
        return requirement.intervals().stream().anyMatch(interval -> {
            int low = interval.low() == null ? -1 : compareToJdk(interval.low());
            int high = interval.high() == null ? 1 : compareToJdk(interval.high());
            return (low < 0 || (low == 0 && interval.includesLow()))
                    && (high > 0 || (high == 0 && interval.includesHigh()));
        });
    }

    /// A bound against our JDK: its first number decides, and any further number but 0 makes it the later one.
    private static int compareToJdk(String bound) {
        String[] parts = bound.split("[._-]", -1);
        String first = parts[0].matches("[0-9]{1,6}") ? parts[0] : "0";
        int order = Integer.compare(Integer.parseInt(first), Integer.parseInt(JDK));
        boolean isLater = order == 0 && Arrays.stream(parts).skip(1).anyMatch(part -> !part.matches("0*"));
        return isLater ? 1 : order;
    }
}
