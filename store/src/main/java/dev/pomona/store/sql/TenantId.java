// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

/// An organisation whose data nobody else sees.
public record TenantId(long value) {

    public TenantId {
        if (value < 1) throw new IllegalArgumentException("a tenant is numbered from 1, but got " + value);
    }
}
