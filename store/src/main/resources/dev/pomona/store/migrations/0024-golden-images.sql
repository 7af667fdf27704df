-- SPDX-License-Identifier: Apache-2.0
-- The images that hosts and what runs were made from, as counted last.
create table golden_image (
    tenant_id bigint not null references tenant,
    name text not null,
    -- empty where only the name is known
    digest text not null,
    -- when it was last built; null when nobody said
    built_at timestamptz,
    hosts int not null,
    instances int not null,
    counted_at timestamptz not null,
    primary key (tenant_id, name, digest));
create index golden_image_by_age on golden_image (tenant_id, coalesce(built_at, 'infinity'), name, digest);

alter table golden_image enable row level security;
alter table golden_image force row level security;
create policy own_rows on golden_image to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on golden_image to current_user using (true) with check (true);
grant select, insert, update, delete on golden_image to pomona_tenant;
