-- SPDX-License-Identifier: Apache-2.0
-- Within which time an advisory is to be answered: from our knowledge of it to the last receiver.
create table answer_level (
    tenant_id bigint not null references tenant,
    -- of the flaw; null for all that have no level of their own
    severity smallint,
    seconds int not null check (seconds > 0),
    set_by text not null,
    set_at timestamptz not null,
    unique nulls not distinct (tenant_id, severity));

alter table answer_level enable row level security;
alter table answer_level force row level security;
create policy own_rows on answer_level to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on answer_level to current_user using (true) with check (true);
create policy goes on answer_level to pomona_removal using (tenant_id = (select ending_tenant()));
grant select, insert, delete on answer_level to pomona_tenant;
grant select, delete on answer_level to pomona_removal;

-- What was promised when it became known: whoever changes a level changes no promise of before.
alter table time_to_answer
    add column severity smallint,
    add column due_at timestamptz;
update time_to_answer set due_at = known_at + interval '5 minutes';
alter table time_to_answer alter column due_at set not null;
