-- SPDX-License-Identifier: Apache-2.0
-- Who may do what. Tokens and sessions are stored as hashes: who reads the database can't use them.

create table issuer (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity primary key,
    url text not null,
    kind text not null check (kind in ('LOGIN', 'PIPELINE')),
    client_id text not null,
    -- encrypted under the server's own key; null for public clients and pipelines
    client_secret bytea,
    -- which claims give which roles: [{"claim": "groups", "value": "sec", "role": "SECURITY"}]
    mapping jsonb not null,
    unique (tenant_id, url, kind));

create table person (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    issuer text not null,
    subject text not null,
    name text not null,
    mail text,
    roles text[] not null,
    -- of the local administrator only
    password text,
    failed_logins int not null default 0,
    locked_until timestamptz,
    last_login timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, issuer, subject));

create table session (
    tenant_id bigint not null references tenant,
    hash bytea primary key,
    person_id bigint not null,
    csrf bytea not null,
    created_at timestamptz not null,
    used_at timestamptz not null,
    expires_at timestamptz not null,
    foreign key (tenant_id, person_id) references person on delete cascade);
create index on session (person_id);

create table api_token (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity primary key,
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    project_id bigint,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    foreign key (tenant_id, project_id) references project on delete cascade);
create index on api_token (tenant_id, id desc);

-- What was answered to a request with an idempotency key, for as long as it may be repeated.
create table idempotent_request (
    tenant_id bigint not null references tenant,
    key text not null,
    request_digest bytea not null,
    status int not null,
    body bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, key));
