-- SPDX-License-Identifier: Apache-2.0
-- What hosts tell of themselves: in numbered reports, with what they could not see, and everything that runs on
-- them, whether or not anybody has scanned it.

alter table host
    -- when it is to be heard of again, at the latest; later it is silent, which is not gone
    add column expected_by timestamptz,
    -- of its numbered reports: which series, the newest number, and whether one before it never came
    add column stream text,
    add column number bigint,
    add column is_behind boolean not null default false,
    add column agent text,
    add column system text,
    -- what it could not read, in words; null while it said nothing of it
    add column gaps text[],
    -- as JSON
    add column labels text,
    add column owners text[];
create index host_silent on host (tenant_id, expected_by, id) where gone_at is null and expected_by is not null;

create table host_instance (
    tenant_id bigint not null,
    id bigint generated always as identity,
    host_id bigint not null,
    environment_id bigint not null,
    kind text not null check (kind in ('CONTAINER', 'PROCESS')),
    workload text not null,
    instance text not null,
    -- of what it runs, as far as the host can tell: of the manifest, of the configuration; in this order
    digests text[] not null,
    -- the name of the image, or the path of the executable
    source text,
    -- as JSON
    labels text,
    since timestamptz not null,
    -- the earliest time at which the host said that it had ended
    ended_at timestamptz,
    -- follows from all that was told, as in `deployment`
    until timestamptz,
    reported_at timestamptz not null,
    known_from timestamptz not null,
    known_to timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, host_id) references host on delete cascade,
    foreign key (tenant_id, environment_id) references environment);
create unique index host_instance_start on host_instance (host_id, kind, workload, instance, since);
create index on host_instance (host_id) where until is null;
create index host_instance_running on host_instance (tenant_id, id) where until is null;
create index on host_instance (environment_id);
create index host_instance_digests on host_instance using gin (digests) where until is null;

alter table host_instance enable row level security;
alter table host_instance force row level security;
create policy own_rows on host_instance to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on host_instance to current_user using (true) with check (true);
grant select, insert, update on host_instance to pomona_tenant;
create policy any_tenant_old on host_instance to pomona_retention using (true);
grant select, delete on host_instance to pomona_retention;
