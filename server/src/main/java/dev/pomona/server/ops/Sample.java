// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.ArrayList;
import java.util.List;

/// One value of one moment, for metrics that are looked up when somebody asks.
///
/// @param name as Prometheus has them: lower case, with the unit; a counter ends in `_total`
/// @param help one line; the same for all of a name
/// @param labels name and value in turn
public record Sample(String name, String help, Type type, List<String> labels, double value) {

    public enum Type {
        /// Only grows, until the program starts anew.
        COUNTER,
        GAUGE,
        /// One of several quantiles, named by the label `quantile`; of what is counted elsewhere or not at all.
        SUMMARY
    }

    public Sample {
        labels = List.copyOf(labels);
    }

    public static Sample gauge(String name, String help, double value, String... labels) {
        return new Sample(name, help, Type.GAUGE, List.of(labels), value);
    }

    public static Sample quantile(String name, String help, double value, String quantile, String... labels) {
        var all = new ArrayList<>(List.of(labels));
        all.addAll(List.of("quantile", quantile));
        return new Sample(name, help, Type.SUMMARY, all, value);
    }

    public static Sample counter(String name, String help, double value, String... labels) {
        return new Sample(name, help, Type.COUNTER, List.of(labels), value);
    }
}
