// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What somebody is, and so what they may do. A person may have several.
public enum Role {
    DEVELOPER(EnumSet.of(Scope.READ, Scope.GATE)),
    SECURITY(EnumSet.of(Scope.READ, Scope.PUSH, Scope.GATE, Scope.TRIAGE, Scope.POLICY)),
    OPERATIONS(EnumSet.of(Scope.READ, Scope.PUSH, Scope.DEPLOY, Scope.REPORT, Scope.GATE)),
    MANAGER(EnumSet.of(Scope.READ, Scope.GATE, Scope.TRIAGE, Scope.ACCEPT)),
    ADMIN(EnumSet.allOf(Scope.class));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that can't change
    private final Set<Scope> scopes;

    Role(Set<Scope> scopes) {
        this.scopes = Set.copyOf(scopes);
    }

    public static Optional<Role> of(String name) {
        return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /// What these roles may do together; unknown names give nothing.
    public static Set<Scope> scopes(Collection<String> names) {
        var all = EnumSet.noneOf(Scope.class);
        for (String name : names) of(name).ifPresent(role -> all.addAll(role.scopes));
        return all;
    }
}
