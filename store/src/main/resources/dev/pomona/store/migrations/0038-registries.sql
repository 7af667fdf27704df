-- SPDX-License-Identifier: Apache-2.0
-- Registries of images that are looked at again and again.
create table registry (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    key text not null,
    -- where it is: `oci:` and a folder
    address text not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (tenant_id, id),
    unique (tenant_id, key));

create table watched_repository (
    tenant_id bigint not null,
    id bigint generated always as identity,
    registry_id bigint not null,
    name text not null,
    -- the key of the project that its images are of
    project text not null,
    -- of the state that was read last; empty before the first
    mark text not null default '',
    -- whoever looks moves this on first: should he die, another looks then
    due_at timestamptz not null,
    -- when somebody looked, and when it could be read to its end
    checked_at timestamptz,
    read_at timestamptz,
    -- why it could not be read; null when it could
    problem text,
    problem_since timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, registry_id, name),
    foreign key (tenant_id, registry_id) references registry on delete cascade);
create index watched_repository_due on watched_repository (tenant_id, due_at, id);

create table watched_tag (
    tenant_id bigint not null,
    repository_id bigint not null,
    tag text not null,
    digest text not null,
    built_at timestamptz,
    -- since when the tag means this digest, as far as was seen
    since timestamptz not null,
    -- of the bill of materials that was attached; null while there is none
    document text,
    primary key (tenant_id, repository_id, tag),
    foreign key (tenant_id, repository_id) references watched_repository on delete cascade);

do $$
declare t text;
begin
    foreach t in array array['registry', 'watched_repository', 'watched_tag'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy own_rows on %I to pomona_tenant '
            'using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', t);
        execute format('create policy owner on %I to current_user using (true) with check (true)', t);
        execute format('grant select, insert, update, delete on %I to pomona_tenant', t);
    end loop;
end $$;

-- What was made from an image, when it becomes known how old that is.
create index host_of_image on host (tenant_id, image_digest) where image_digest is not null and image_built_at is null;
