-- SPDX-License-Identifier: Apache-2.0

-- Policies and waivers as they came from git; the newest of a tenant counts.
create table policy_version (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    digest text not null,
    policy text,
    waivers text,
    -- repository and commit they are of
    origin text not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (tenant_id, id));
create index on policy_version (tenant_id, id desc);

-- The verdict about an artifact in an environment, and everything it is a function of.
create table decision (
    tenant_id bigint not null,
    id bigint generated always as identity,
    artifact_id bigint not null,
    environment_id bigint not null,
    verdict text not null check (verdict in ('PASS', 'VIOLATED', 'INCOMPLETE')),
    -- the violations and waivers, as in the report, to the byte
    decision text not null,
    -- what it is a function of besides the document: environment, freshness, checks, waivers given here, ages of data
    circumstances text not null,
    -- the findings that a waiver covers
    waived bytea[] not null default '{}',
    input_digest text not null,
    snapshot_id text not null,
    rules_digest text not null,
    policy_id bigint,
    engine text not null,
    as_of timestamptz not null,
    -- until a newer one took its place, or what it rests on changed
    ended_at timestamptz,
    -- how far the trail of what people did went, so that one cut short later shows
    audit_seq bigint not null default 0,
    audit_hash bytea,
    primary key (tenant_id, id),
    foreign key (tenant_id, artifact_id) references artifact on delete cascade,
    foreign key (tenant_id, environment_id) references environment,
    foreign key (tenant_id, policy_id) references policy_version);
create unique index decision_now on decision (artifact_id, environment_id) where ended_at is null;
create index decision_by_policy on decision (tenant_id, policy_id, id) where ended_at is null;
create index on decision (tenant_id, id desc);
create index on decision (artifact_id, environment_id, as_of);

-- Checks that must be there and fresh before an environment is entered.
create table required_check (
    tenant_id bigint not null,
    environment_id bigint not null,
    name text not null,
    max_age interval,
    primary key (environment_id, name),
    foreign key (tenant_id, environment_id) references environment on delete cascade);

create table check_result (
    tenant_id bigint not null,
    artifact_id bigint not null,
    name text not null,
    is_passed boolean not null,
    message text not null,
    at timestamptz not null,
    reported_by text not null,
    primary key (artifact_id, name),
    foreign key (tenant_id, artifact_id) references artifact on delete cascade);
