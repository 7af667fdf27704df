-- SPDX-License-Identifier: Apache-2.0
-- Bills of materials. A component stands once for each tenant; an occurrence in an artifact is a row of ids.

create table package (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    type text not null,
    namespace text not null default '',
    name text not null,
    primary key (tenant_id, id),
    unique (tenant_id, type, namespace, name));

-- Under which names advisories may speak of a package: the way from a changed advisory to what it is about.
create table package_name (
    tenant_id bigint not null references tenant,
    package_id bigint not null,
    -- `npm/left-pad`: the ecosystem without a release, and the package in its one spelling
    name text not null,
    primary key (package_id, name),
    foreign key (tenant_id, package_id) references package on delete cascade);
create index on package_name (tenant_id, name);

create table component (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    package_id bigint not null,
    version text,
    purl text not null,
    -- the purl without its version
    coordinates text not null,
    primary key (tenant_id, id),
    unique (tenant_id, purl),
    foreign key (tenant_id, package_id) references package);
create index on component (package_id);

create table occurrence (
    tenant_id bigint not null,
    artifact_id bigint not null,
    component_id bigint not null,
    scope text not null,
    is_direct boolean not null,
    -- the manifest that names it, empty when nobody said, and the line in it
    manifest text not null default '',
    line int,
    -- what the manifest asks for, and the licences; null when nobody said
    requirement text,
    licenses text[],
    primary key (artifact_id, component_id),
    foreign key (tenant_id, artifact_id) references artifact on delete cascade,
    foreign key (tenant_id, component_id) references component);
create index occurrence_by_component on occurrence (component_id, artifact_id);

-- What was received, as it was received: a verdict is recomputed from it. The same bytes about the
-- same artifact are received once.
create table document (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    artifact_id bigint,
    kind text not null check (kind in ('REPORT', 'CYCLONEDX', 'SPDX', 'VEX')),
    digest bytea not null,
    size bigint not null,
    -- gzip
    content bytea not null,
    state text not null check (state in ('RECEIVED', 'JUDGED', 'REFUSED')),
    -- why it was refused
    message text,
    received_at timestamptz not null,
    judged_at timestamptz,
    received_from text not null,
    primary key (tenant_id, id),
    -- the same bytes may be about several artifacts: builds that differ in nothing that is listed
    unique nulls not distinct (tenant_id, digest, artifact_id),
    foreign key (tenant_id, artifact_id) references artifact on delete cascade);
create index on document (artifact_id, received_at desc);
create index on document (tenant_id, id) where state = 'RECEIVED';
alter table document alter column content set storage external;
