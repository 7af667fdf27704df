-- SPDX-License-Identifier: Apache-2.0
-- How things stand in each environment, counted with the other sums, for metrics.

create table tally_environment (
    tenant_id bigint not null references tenant,
    environment_id bigint not null,
    -- what runs there
    deployments int not null,
    -- findings of it that are open, by severity
    s5 int not null,
    s4 int not null,
    s3 int not null,
    s2 int not null,
    s1 int not null,
    s0 int not null,
    exploited int not null,
    -- beyond their service level
    late int not null,
    -- artifacts that run there and may not
    violated int not null,
    counted_at timestamptz not null,
    primary key (tenant_id, environment_id),
    foreign key (tenant_id, environment_id) references environment on delete cascade);

alter table tally_environment enable row level security;
alter table tally_environment force row level security;
create policy own_rows on tally_environment to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
grant select, insert, update on tally_environment to pomona_tenant;
create policy owner on tally_environment to current_user using (true) with check (true);

create policy counted on tally_environment for select to pomona_metrics using (true);
grant select on tally_environment to pomona_metrics;
create policy counted on tally_day for select to pomona_metrics using (true);
grant select on tally_day to pomona_metrics;
