-- SPDX-License-Identifier: Apache-2.0
-- Who is in which team, and what people are looked up by.

create table team_member (
    tenant_id bigint not null,
    team_id bigint not null,
    person_id bigint not null,
    primary key (team_id, person_id),
    foreign key (tenant_id, team_id) references team on delete cascade,
    foreign key (tenant_id, person_id) references person on delete cascade);
create index on team_member (person_id);

alter table team_member enable row level security;
alter table team_member force row level security;
create policy own_rows on team_member to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on team_member to current_user using (true) with check (true);
grant select, insert, delete on team_member to pomona_tenant;

create index person_by_name on person (tenant_id, name text_pattern_ops, id);
create index team_by_key on team (tenant_id, key text_pattern_ops);
create index deployment_of_account on deployment (account_id, since, id) where until is null;
create index deployment_of_cluster on deployment (cluster_id, since, id) where until is null;
create index deployment_of_host on deployment (host_id, since, id) where until is null;
