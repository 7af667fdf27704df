-- SPDX-License-Identifier: Apache-2.0

-- A link that makes the first administrator: for a while, once, and only while there is none.
create table setup_link (
    tenant_id bigint not null references tenant,
    hash bytea primary key,
    created_at timestamptz not null,
    expires_at timestamptz not null);

alter table setup_link enable row level security;
alter table setup_link force row level security;
create policy own_rows on setup_link to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
grant select, insert, delete on setup_link to pomona_tenant;
create policy owner on setup_link to current_user using (true) with check (true);
create policy any_tenant on setup_link for select to pomona_identity using (true);
grant select on setup_link to pomona_identity;

-- A token may be for one project, which it names by its key.
create policy named on project for select to pomona_identity using (true);
grant select (tenant_id, id, key) on project to pomona_identity;

-- The same request is answered the same way for a day.
create index on idempotent_request (created_at);

-- Sessions that ended are removed by whoever comes by.
create index on session (expires_at);

-- Changes are read in the order in which they became visible, so that a reader who remembers where it was misses none:
-- numbers are given before transactions end, and transactions end in any order.
alter table outbox add column transaction xid8 not null default pg_current_xact_id();
create index on outbox (tenant_id, transaction, id);
