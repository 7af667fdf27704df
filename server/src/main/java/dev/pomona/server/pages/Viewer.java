// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Scope;
import dev.pomona.store.sql.TenantId;
import java.util.Set;

/// The person in front of a page.
///
/// @param person the row of the person
/// @param id as the audit trail and assignments name the person
/// @param name as the person is called
/// @param csrf what a form of this session must bring back
public record Viewer(TenantId tenant, long person, String id, String name, Set<Role> roles, String csrf) {

    public Viewer {
        roles = Set.copyOf(roles);
    }

    public boolean may(Scope scope) {
        return Role.scopes(roles.stream().map(Enum::name).toList()).contains(scope);
    }

    @Override
    public String toString() {
        return "Viewer[" + id + "]";
    }
}
