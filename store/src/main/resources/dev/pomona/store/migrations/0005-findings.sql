-- SPDX-License-Identifier: Apache-2.0
-- What is wrong, with history on two axes of time: when it was true, and when we knew.

-- By which snapshot the matches of a tenant hold. Every component there is was judged by it: new ones in the transaction
-- that brings them, all others when the tenant moves on to the next.
create table judged_by (
    tenant_id bigint primary key references tenant,
    snapshot_id text not null,
    since timestamptz not null);

-- The identity of a finding, as the program computes it: 128 bits of SHA-256 over the parts, each with its length.
create function fingerprint(variadic parts text[]) returns bytea language sql immutable strict parallel safe
    return (
        select substring(sha256(string_agg(
            convert_to(octet_length(part) || ':', 'UTF8') || convert_to(part, 'UTF8'), ''::bytea order by position))
            for 16)
        from unnest(parts) with ordinality as p (part, position));

-- A component version and a vulnerability that holds for it, judged once however many artifacts have it.
create table component_match (
    tenant_id bigint not null,
    component_id bigint not null,
    vulnerability text not null,
    aliases text[] not null,
    summary text not null,
    severity smallint not null,
    score real,
    epss real,
    is_exploited boolean not null,
    is_malware boolean not null,
    fixed text,
    clean text,
    published_at timestamptz,
    -- the vulnerability, the claims and the upgrade, as in the report: JSON, and a text for what jsonb does not take
    detail text not null,
    known_from timestamptz not null,
    primary key (component_id, vulnerability),
    foreign key (tenant_id, component_id) references component on delete cascade);
create index on component_match (tenant_id, vulnerability);

create table finding (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    artifact_id bigint not null,
    component_id bigint,
    kind text not null,
    -- a vulnerability's id or a rule's
    rule text not null,
    fingerprint bytea not null,
    severity smallint not null,
    score real,
    epss real,
    is_exploited boolean not null default false,
    title text not null,
    location text,
    fixed text,
    -- what is particular to its kind, as in the report: JSON
    detail text,
    -- when it was true: from the time the artifact had it and it was published, to the time either ended
    valid_from timestamptz not null,
    valid_to timestamptz,
    -- when we knew
    known_from timestamptz not null,
    known_to timestamptz,
    closed_because text,
    state text not null default 'OPEN'
        check (state in ('OPEN', 'IN_TRIAGE', 'CONFIRMED', 'FALSE_ALARM', 'NOT_AFFECTED', 'ACCEPTED', 'RESOLVED')),
    state_reason text,
    -- the justification of VEX, where the state is NOT_AFFECTED
    justification text,
    state_by text,
    state_at timestamptz,
    assignee text,
    -- from 0 to 1000, with the reasons beside it
    priority smallint not null default 0,
    priority_reasons text[] not null default '{}',
    due_at timestamptz,
    -- when somebody was told that it will be late, and that it is
    warned_at timestamptz,
    breached_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, artifact_id, fingerprint),
    foreign key (tenant_id, artifact_id) references artifact on delete cascade,
    foreign key (tenant_id, component_id) references component);
create index finding_of_artifact on finding (artifact_id) where known_to is null;
create index finding_of_component on finding (component_id) where known_to is null;
create index finding_by_rule on finding (tenant_id, rule) where known_to is null;
create index finding_by_priority on finding (tenant_id, priority desc, id desc) where known_to is null;
create index finding_by_severity on finding (tenant_id, severity desc, id desc) where known_to is null;
create index finding_by_epss on finding (tenant_id, coalesce(epss, 0::real) desc, id desc) where known_to is null;
create index finding_by_age on finding (tenant_id, known_from desc, id desc) where known_to is null;
create index finding_by_due on finding (tenant_id, due_at, id) where known_to is null and due_at is not null;
create index finding_by_assignee on finding (tenant_id, assignee, priority desc, id desc)
    where known_to is null and assignee is not null;
create index finding_by_fingerprint on finding (tenant_id, fingerprint);
create index finding_by_state on finding (tenant_id, state, priority desc, id desc) where known_to is null;

-- All that happened to a finding; never changed.
create table finding_event (
    tenant_id bigint not null,
    id bigint generated always as identity primary key,
    finding_id bigint not null,
    -- when it became true, and when we knew
    valid_at timestamptz not null,
    known_at timestamptz not null,
    actor text not null,
    type text not null,
    detail jsonb not null default '{}',
    foreign key (tenant_id, finding_id) references finding on delete cascade);
create index on finding_event (finding_id, id);

-- Days within which a finding is to be dealt with; the least of all environments its artifact runs in counts.
create table service_level (
    tenant_id bigint not null references tenant,
    severity smallint not null,
    environment_id bigint,
    days int not null check (days > 0),
    set_by text not null,
    set_at timestamptz not null,
    unique nulls not distinct (tenant_id, severity, environment_id),
    foreign key (tenant_id, environment_id) references environment on delete cascade);

-- Permission, for a while, to carry a flaw. Of one project or of all, in one environment or in all.
create table acceptance (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    kind text not null check (kind in ('WAIVER', 'RISK')),
    fingerprint bytea not null,
    project_id bigint,
    environment_id bigint,
    -- who answers for it; of a risk, the business owner who signed
    owner text not null,
    reason text not null,
    -- the last day on which it holds, in UTC
    expires date not null,
    made_by text not null,
    made_at timestamptz not null,
    -- the business owner's yes: null while it is only asked for
    signed_by text,
    signed_at timestamptz,
    ended_at timestamptz,
    ended_because text,
    primary key (tenant_id, id),
    foreign key (tenant_id, project_id) references project on delete cascade,
    foreign key (tenant_id, environment_id) references environment on delete cascade);
create index acceptance_of on acceptance (tenant_id, fingerprint) where ended_at is null;
create index acceptance_ends on acceptance (tenant_id, expires, id) where ended_at is null;
create index on acceptance (tenant_id, id desc);
create index on acceptance (project_id);
create index on acceptance (environment_id);

-- What others state about a vulnerability in a product, and whether it is believed.
create table vex_statement (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    document_id bigint not null,
    vulnerabilities text[] not null,
    -- purls without version are about all of them
    product text not null,
    part text not null default '',
    status text not null check (status in ('NOT_AFFECTED', 'AFFECTED', 'FIXED', 'UNDER_INVESTIGATION')),
    justification text not null default '',
    remark text not null default '',
    author text not null default '',
    stated_at timestamptz,
    received_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, document_id) references document on delete cascade);
create index on vex_statement (document_id);
create index on vex_statement using gin (vulnerabilities);
