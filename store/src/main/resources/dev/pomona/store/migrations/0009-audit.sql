-- SPDX-License-Identifier: Apache-2.0

-- What people and programs did. Each entry's hash covers the one before it, so a changed or removed row shows.
create table audit (
    tenant_id bigint not null references tenant,
    seq bigint not null,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous bytea not null,
    hash bytea not null,
    primary key (tenant_id, seq));

-- The newest entry, signed with a key that is not in the database: a trail that was cut short does not end with it.
create table audit_head (
    tenant_id bigint primary key references tenant,
    seq bigint not null,
    hash bytea not null,
    signature bytea not null);
