-- SPDX-License-Identifier: Apache-2.0
-- How far the round through all priorities and due dates has come.
create table urgency_round (
    tenant_id bigint primary key references tenant,
    began_at timestamptz not null,
    -- of the environments and service levels that it goes by
    basis text not null,
    -- the last artifact that was seen to; null when all were
    place bigint);

alter table urgency_round enable row level security;
alter table urgency_round force row level security;
create policy own_rows on urgency_round to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on urgency_round to current_user using (true) with check (true);
grant select, insert, update on urgency_round to pomona_tenant;
