-- SPDX-License-Identifier: Apache-2.0
-- Public advisory data, the same for all tenants. Nodes have the snapshots as files; the database hands them around.

create table snapshot (
    id text primary key,
    -- what makes it up, as the program writes it; the id is its digest
    description bytea not null,
    taken_at timestamptz not null);

-- A file that one or more snapshots consist of, by the digest of its records: what did not change is there once.
create table advisory_file (
    digest text primary key,
    size bigint not null,
    -- SHA-256 of the bytes as they are here
    sha256 bytea not null,
    -- when all of its parts were here
    complete_at timestamptz);

create table advisory_part (
    digest text not null references advisory_file on delete cascade,
    part int not null,
    content bytea not null,
    primary key (digest, part));
alter table advisory_part alter column content set storage external;

create table snapshot_file (
    snapshot_id text not null references snapshot on delete cascade,
    digest text not null references advisory_file,
    primary key (snapshot_id, digest));
create index on snapshot_file (digest);

-- Which snapshot everything is judged by; one row.
create table current_snapshot (
    is_only boolean primary key default true check (is_only),
    snapshot_id text not null references snapshot,
    -- when each of its sources was last confirmed, as the program writes it
    state bytea not null,
    since timestamptz not null,
    confirmed_at timestamptz not null);

-- Which advisories came, changed or went with a snapshot.
create table advisory_change (
    id bigint generated always as identity primary key,
    snapshot_id text not null references snapshot on delete cascade,
    advisory_id text not null,
    published_at timestamptz,
    modified_at timestamptz,
    fetched_at timestamptz not null);
create index on advisory_change (snapshot_id, id);
create index on advisory_change (advisory_id);
