-- SPDX-License-Identifier: Apache-2.0
-- The one thing that all nodes and all tenants have in common.

create table installation (
    is_only boolean primary key default true check (is_only),
    -- of the server's public key: a node with another key could read nothing that was encrypted, and nobody would
    -- believe what it signs
    key_id text,
    -- the server's key itself, encrypted under a passphrase that the nodes know; null when they have it in a file
    sealed_key text,
    -- what is added to the number of a transaction, see change_number()
    change_base bigint not null default 0);
insert into installation default values;

grant select, update (key_id, sealed_key) on installation to pomona_identity;
grant select (is_only, change_base) on installation to pomona_tenant;

-- Changes are read in the order of their transactions. A restored database counts its transactions anew, so that they
-- are counted on from where the old one was: readers who remember their place miss nothing.
create function change_number() returns xid8 language sql stable parallel safe
    return (pg_current_xact_id()::text::numeric + (select change_base from installation))::text::xid8;

-- What is below is visible or never will be.
create function change_horizon() returns xid8 language sql stable parallel safe
    return (pg_snapshot_xmin(pg_current_snapshot())::text::numeric + (select change_base from installation))::text::xid8;

alter table outbox alter column transaction set default change_number();

-- A link of the operator makes another administrator where the others are lost.
alter table setup_link add column is_another boolean not null default false;
