// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import java.util.HashMap;
import java.util.Map;

/// The options of `.mvn/maven.config` that a model can see: `-Dname=value`.
final class MavenConfig {

    private MavenConfig() {}

    static Map<String, String> properties(String text) {
        var properties = new HashMap<String, String>();
        boolean awaited = false;
        for (String word : text.strip().split("\\s+", -1)) {
            String setting = awaited ? word : word.startsWith("-D") ? word.substring(2) : "";
            awaited = word.equals("-D") || word.equals("--define");
            int equals = setting.indexOf('=');
            if (setting.isEmpty() || awaited) continue;
            if (equals < 0) properties.put(setting, "true");
            else properties.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return properties;
    }
}
