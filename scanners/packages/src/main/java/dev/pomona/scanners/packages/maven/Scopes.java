// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Scope;

/// Maven's dependency scopes
/// (<https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html#dependency-scope>).
final class Scopes {

    private Scopes() {}

    /// The scope of something that is needed by something of another scope.
    static String derive(String parent, String own) {
        if (own.equals("system") || own.equals("test")) return own;
        return switch (parent) {
            case "compile" -> own;
            case "test", "runtime" -> parent;
            case "provided", "system" -> "provided";
            default -> "runtime";
        };
    }

    /// Whether a dependency of a dependency is of use to anyone else.
    static boolean isTransitive(String scope) {
        return !scope.equals("test") && !scope.equals("provided") && !scope.equals("system");
    }

    /// Smaller wins when an artifact is reached in several ways.
    static int rank(String scope) {
        return switch (scope) {
            case "compile" -> 0;
            case "runtime" -> 1;
            case "provided" -> 2;
            case "test" -> 3;
            default -> 4;
        };
    }

    static Scope scope(String scope, boolean optional) {
        return switch (scope) {
            case "test", "test-only", "test-runtime" -> Scope.TEST;
            case "provided", "system", "compile-only" -> Scope.PROVIDED;
            case "build" -> Scope.BUILD;
            default -> optional ? Scope.OPTIONAL : Scope.RUNTIME;
        };
    }
}
