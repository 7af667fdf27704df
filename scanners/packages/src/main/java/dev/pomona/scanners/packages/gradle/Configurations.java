// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Scope;
import java.util.Locale;

/// What a configuration of the Java, Kotlin or Android plug-ins is for, by its name.
final class Configurations {

    private Configurations() {}

    static Scope scope(String configuration) {
        String name = configuration.toLowerCase(Locale.ROOT);
        if (name.contains("annotationprocessor") || isOneOf(name, "kapt", "ksp", "classpath")) return Scope.BUILD;
        if (name.contains("test")) return Scope.TEST;
        if (isTool(name)) return Scope.BUILD;
        if (name.startsWith("developmentonly")) return Scope.DEVELOPMENT;
        if (name.contains("runtime") || name.endsWith("implementation") || name.endsWith("api")) return Scope.RUNTIME;
        if (name.endsWith("compileonly") || name.endsWith("compileclasspath") || name.startsWith("provided")) {
            return Scope.PROVIDED;
        }
        return Scope.RUNTIME;
    }

    private static boolean isOneOf(String name, String... starts) {
        for (String start : starts) if (name.startsWith(start)) return true;
        return false;
    }

    /// Code analysis and the like run beside the program.
    private static boolean isTool(String name) {
        return isOneOf(
                name,
                "checkstyle",
                "pmd",
                "spotbugs",
                "jacoco",
                "errorprone",
                "detekt",
                "ktlint",
                "codenarc",
                "jmh",
                "kotlincompiler",
                "kotlinbuildtools",
                "zinc",
                "antlr",
                "spotless",
                "dokka",
                "asciidoctor");
    }
}
