-- SPDX-License-Identifier: Apache-2.0
-- What there is: organisation, team, project, artifact, environment, and what runs where since when.
--
-- Every key that others point at has the tenant in front, so that no row can point at one of another tenant.

create table tenant (
    id bigint generated always as identity primary key,
    key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name text not null,
    created_at timestamptz not null);

create table team (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    key text not null,
    name text not null,
    primary key (tenant_id, id),
    unique (tenant_id, key));

create table project (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    team_id bigint,
    key text not null,
    name text not null,
    repository text,
    labels jsonb not null default '{}',
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, key),
    foreign key (tenant_id, team_id) references team);
create index on project (team_id);

-- Who answers for which paths of a project: the last rule that matches a path counts, as in CODEOWNERS.
create table ownership (
    tenant_id bigint not null references tenant,
    project_id bigint not null,
    position int not null,
    pattern text not null,
    owners text[] not null,
    -- `CODEOWNERS`, `label` or `catalogue`
    source text not null,
    primary key (project_id, position),
    foreign key (tenant_id, project_id) references project on delete cascade);

create table artifact (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    project_id bigint not null,
    kind text not null,
    name text not null,
    version text,
    -- `sha256:…`: the same digest is the same artifact, whoever reports it
    digest text not null,
    built_at timestamptz,
    -- the image it starts from
    base_name text,
    base_digest text,
    base_built_at timestamptz,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    -- of its newest bill of materials
    components int not null default 0,
    -- of its components, without releases: which advisory data a verdict rests on
    ecosystems text[] not null default '{}',
    -- as JSON; a text, since jsonb does not take every string that a document may hold
    completeness text,
    -- the newest document about it, and what made that
    document_digest text,
    -- the newest one that says what scanners found
    report_digest text,
    rules_digest text,
    primary key (tenant_id, id),
    unique (tenant_id, digest),
    foreign key (tenant_id, project_id) references project);
create index on artifact (project_id, last_seen desc, id desc);
create index on artifact (tenant_id, last_seen desc, id desc);
create index on artifact (tenant_id, base_digest) where base_digest is not null;
create index artifact_by_base_age on artifact (tenant_id, base_built_at, id) where base_built_at is not null;

create table environment (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    key text not null,
    name text not null,
    is_production boolean not null default false,
    is_exposed boolean not null default false,
    -- the order of promotion, from the first to the last
    position int not null default 0,
    -- limits of freshness; null for none
    max_reverse_uptime interval,
    max_image_age interval,
    primary key (tenant_id, id),
    unique (tenant_id, key));

create table cloud_account (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    provider text not null,
    key text not null,
    name text not null,
    primary key (tenant_id, id),
    unique (tenant_id, provider, key));

create table cluster (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    account_id bigint,
    key text not null,
    primary key (tenant_id, id),
    unique (tenant_id, key),
    foreign key (tenant_id, account_id) references cloud_account);
create index on cluster (account_id);

create table host (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    environment_id bigint,
    account_id bigint,
    cluster_id bigint,
    key text not null,
    booted_at timestamptz,
    -- the golden image it was made from
    image_name text,
    image_digest text,
    image_built_at timestamptz,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    -- of when what it says of itself is; null while only others speak of it
    reported_at timestamptz,
    gone_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, key),
    foreign key (tenant_id, environment_id) references environment,
    foreign key (tenant_id, account_id) references cloud_account,
    foreign key (tenant_id, cluster_id) references cluster);
create index on host (environment_id);
create index on host (account_id);
create index on host (cluster_id);
create index host_by_uptime on host (tenant_id, booted_at, id) where gone_at is null;
create index host_by_image_age on host (tenant_id, image_built_at, id) where gone_at is null and image_built_at is not null;

-- When a host told everything that runs on it: what it leaves out has ended.
create table host_report (
    tenant_id bigint not null,
    host_id bigint not null,
    at timestamptz not null,
    primary key (host_id, at),
    foreign key (tenant_id, host_id) references host on delete cascade);

-- An instance of an artifact that runs, or ran, in an environment.
create table deployment (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    artifact_id bigint not null,
    environment_id bigint not null,
    account_id bigint,
    cluster_id bigint,
    host_id bigint,
    -- what it is called there: a workload, a service, a unit
    workload text not null,
    -- which of its instances; empty where instances are not told apart
    instance text not null default '',
    -- when this instance started
    since timestamptz not null,
    -- follows from all that was told, in whatever order it arrived: the next start of the same name, its end, or the
    -- first report of its host that leaves it out
    until timestamptz,
    -- who says so: `api`, `agent`, …
    source text not null,
    -- the newest report that says it runs
    reported_at timestamptz not null,
    -- when we first knew that it runs, and that it does not any more
    known_from timestamptz not null,
    known_to timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, artifact_id) references artifact,
    foreign key (tenant_id, environment_id) references environment,
    foreign key (tenant_id, account_id) references cloud_account,
    foreign key (tenant_id, cluster_id) references cluster,
    foreign key (tenant_id, host_id) references host);
create unique index deployment_running on deployment (tenant_id, environment_id, workload, instance)
    where until is null;
create unique index deployment_start on deployment (environment_id, workload, instance, since, artifact_id);
create index on deployment (artifact_id) where until is null;
create index on deployment (artifact_id, since);
create index on deployment (host_id) where until is null;
create index on deployment (account_id);
create index on deployment (cluster_id);
create index deployment_by_uptime on deployment (tenant_id, since, id) where until is null;
create index on deployment (environment_id, since) where until is null;

-- That an instance ended, kept beside what ran, since it may be told before its start is.
create table deployment_end (
    tenant_id bigint not null,
    environment_id bigint not null,
    workload text not null,
    instance text not null,
    at timestamptz not null,
    primary key (environment_id, workload, instance, at),
    foreign key (tenant_id, environment_id) references environment on delete cascade);

-- How fresh things were on each day, for the trend.
create table freshness_day (
    tenant_id bigint not null,
    day date not null,
    environment_id bigint not null,
    thing text not null check (thing in ('HOST', 'INSTANCE')),
    measure text not null check (measure in ('REVERSE_UPTIME', 'IMAGE_AGE')),
    counted_at timestamptz not null,
    things int not null,
    -- how many are less than 1, 7, 14, 30, 90 days old, and older, each without those before
    buckets int[] not null,
    median_seconds bigint not null,
    p90_seconds bigint not null,
    longest_seconds bigint not null,
    over_limit int not null,
    primary key (environment_id, thing, measure, day),
    foreign key (tenant_id, environment_id) references environment on delete cascade);
