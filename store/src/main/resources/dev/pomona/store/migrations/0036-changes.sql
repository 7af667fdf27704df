-- SPDX-License-Identifier: Apache-2.0
-- The feed of changes: how far it was removed, so that nobody reads on behind a hole without knowing.
create table outbox_removed (
    tenant_id bigint primary key references tenant,
    -- of the last message that is gone
    transaction xid8 not null,
    id bigint not null);

alter table outbox_removed enable row level security;
alter table outbox_removed force row level security;
create policy own_rows on outbox_removed for select to pomona_tenant
    using (tenant_id = (select current_tenant()));
create policy owner on outbox_removed to current_user using (true) with check (true);
create policy any_tenant_old on outbox_removed to pomona_retention using (true) with check (true);
grant select on outbox_removed to pomona_tenant;
grant select, insert, update on outbox_removed to pomona_retention;

-- As times are written everywhere else.
create function time_text(at timestamptz) returns text language sql stable parallel safe
    return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
