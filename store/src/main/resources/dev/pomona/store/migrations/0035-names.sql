-- SPDX-License-Identifier: Apache-2.0
-- What is found by a part of its name. Each row is a name from one of its places on, so that a part of a name is the
-- beginning of a row: a range of one index, which rows of other tenants can't slow down and no hint can leave. An index of
-- trigrams would not be used: its operators could tell rows apart that policies hide, so PostgreSQL tries policies first.
create table name_part (
    tenant_id bigint not null references tenant,
    -- the table of what has the name
    kind text not null,
    -- in lower case
    part text not null,
    subject bigint not null,
    primary key (tenant_id, kind, subject, part));
create index name_part_by_part on name_part (tenant_id, kind, part text_pattern_ops, subject);

alter table name_part enable row level security;
alter table name_part force row level security;
create policy own_rows on name_part to pomona_tenant
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy owner on name_part to current_user using (true) with check (true);
grant select, insert, delete on name_part to pomona_tenant;

-- A name from each of its places on, or of each of its words. Of what is long the beginning counts.
create function name_parts(name text, anywhere boolean) returns setof text language sql immutable parallel safe as $$
    select distinct substr(n.low, i)
    from (select lower(left(name, 200)) as low) n, generate_series(1, length(n.low)) i
    where i = 1 or (length(n.low) - i >= 1 and ((anywhere and i <= 64) or
        (substr(n.low, i, 1) ~ '[[:alnum:]]' and substr(n.low, i - 1, 1) !~ '[[:alnum:]]')))
$$;

-- Arguments: an expression for the name, of a row `a`, and whether it is found by any part or by words only.
create function keep_name_parts() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        execute 'delete from name_part n using gone g where n.tenant_id = g.tenant_id and n.kind = $1 and n.subject = g.id'
            using tg_table_name::text;
    end if;
    if tg_op <> 'DELETE' then
        execute format(
            'insert into name_part (tenant_id, kind, part, subject) select a.tenant_id, $1, p.part, a.id from added a '
            'cross join lateral name_parts(%s, %L) p (part) on conflict do nothing', tg_argv[0], tg_argv[1])
            using tg_table_name::text;
    end if;
    return null;
end $$;

do $$
declare
    named record;
begin
    for named in
        select * from (values
            ('project', 'a.key || '' '' || a.name', true, true),
            ('environment', 'a.key || '' '' || a.name', true, true),
            ('team', 'a.key || '' '' || a.name', true, true),
            ('cloud_account', 'a.key || '' '' || a.name', true, true),
            ('person', 'a.name', true, true),
            ('host', 'a.key', true, false),
            ('cluster', 'a.key', true, false),
            ('artifact', 'a.name', false, false),
            ('package', 'a.namespace || ''/'' || a.name', false, false)) v (tab, name, anywhere, changes)
    loop
        execute format(
            'create trigger names_added after insert on %I referencing new table as added for each statement '
            'execute function keep_name_parts(%L, %L)', named.tab, named.name, named.anywhere);
        -- what these are called never changes, and they are never removed one by one
        if named.changes then
            execute format(
                'create trigger names_changed after update on %I referencing old table as gone new table as added '
                'for each statement execute function keep_name_parts(%L, %L)', named.tab, named.name, named.anywhere);
            execute format(
                'create trigger names_gone after delete on %I referencing old table as gone for each statement '
                'execute function keep_name_parts(%L, %L)', named.tab, named.name, named.anywhere);
        end if;
        execute format(
            'insert into name_part (tenant_id, kind, part, subject) select a.tenant_id, %L, p.part, a.id from %I a '
            'cross join lateral name_parts(%s, %L) p (part)', named.tab, named.tab, named.name, named.anywhere);
    end loop;
end $$;
