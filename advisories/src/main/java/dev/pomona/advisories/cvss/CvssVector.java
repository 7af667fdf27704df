// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import dev.pomona.model.advisory.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/// A CVSS vector with all its mandatory metrics, each once and with a value that its version knows.
public final class CvssVector {

    /// From the least to the most telling.
    public enum Version {
        V2(""),
        V3_0("CVSS:3.0/"),
        V3_1("CVSS:3.1/"),
        V4_0("CVSS:4.0/");

        private final String prefix;

        Version(String prefix) {
            this.prefix = prefix;
        }

        private Metrics metrics() {
            return switch (this) {
                case V2 -> Metrics.V2;
                case V3_0, V3_1 -> Metrics.V3;
                case V4_0 -> Metrics.V4;
            };
        }
    }

    private static final int LONGEST = 512;

    private final String text;
    private final Version version;
    private final Map<String, String> values;

    private CvssVector(String text, Version version, Map<String, String> values) {
        this.text = text;
        this.version = version;
        this.values = values;
    }

    /// Reads a vector. One without `CVSS:` in front is of version 2, where parentheses around it are usual.
    ///
    /// @throws InvalidVectorException when it is none
    public static CvssVector parse(String text) {
        String rest = text.strip();
        if (rest.length() > LONGEST) throw new InvalidVectorException("a vector is shorter than " + rest.length());
        Version version = version(rest);
        rest = rest.substring(version.prefix.length());
        if (version == Version.V2 && rest.startsWith("(") && rest.endsWith(")")) {
            rest = rest.substring(1, rest.length() - 1);
        }
        var values = new LinkedHashMap<String, String>();
        for (String metric : rest.split("/", -1)) {
            int colon = metric.indexOf(':');
            if (colon < 0) throw new InvalidVectorException("a metric needs a value, but got '%s'".formatted(metric));
            String name = metric.substring(0, colon);
            String value = metric.substring(colon + 1);
            version.metrics().check(name, value);
            if (values.putIfAbsent(name, value) != null) {
                throw new InvalidVectorException("metric '%s' stands twice".formatted(name));
            }
        }
        version.metrics().checkMandatory(values.keySet());
        return new CvssVector(text.strip(), version, values);
    }

    private static Version version(String text) {
        for (Version version : Version.values()) {
            if (version != Version.V2 && text.startsWith(version.prefix)) return version;
        }
        if (text.startsWith("CVSS:")) throw new InvalidVectorException("unknown CVSS version in '%s'".formatted(text));
        return Version.V2;
    }

    public Version version() {
        return version;
    }

    /// The value of a metric; `X` (for version 2 `ND`), which means "not defined", when the vector leaves it
    /// out.
    String value(String metric) {
        return values.getOrDefault(metric, version == Version.V2 ? "ND" : "X");
    }

    /// The score, 0.0 to 10.0 in steps of 0.1: for versions 2 and 3 the base score, whatever temporal and
    /// environmental metrics the vector has; for version 4, which knows only one score, that of all the metrics
    /// given.
    public double score() {
        return switch (version) {
            case V2 -> Cvss2.baseScore(this);
            case V3_0, V3_1 -> Cvss3.baseScore(this);
            case V4_0 -> Cvss4.score(this);
        };
    }

    /// The rating of the score in words. Version 2 has no `CRITICAL` (its scale, as the NVD reads it, ends with
    /// `HIGH` from 7.0 on).
    public Severity severity() {
        Severity severity = Severity.ofScore(score());
        if (version != Version.V2) return severity;
        return switch (severity) {
            case CRITICAL -> Severity.HIGH;
            case NONE -> Severity.LOW;
            case UNKNOWN, LOW, MEDIUM, HIGH -> severity;
        };
    }

    /// As published.
    @Override
    public String toString() {
        return text;
    }
}
