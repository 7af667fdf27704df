-- SPDX-License-Identifier: Apache-2.0

-- What others must be told. Written in the transaction that made it true; delivered at least once, with its id.
create table outbox (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    topic text not null,
    -- what it is about; messages about the same thing are delivered in order
    key text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    -- when it was handed to all who want it
    dispatched_at timestamptz,
    -- when the last of them had it
    delivered_at timestamptz,
    primary key (tenant_id, id));
create index outbox_new on outbox (id) where dispatched_at is null;
create index on outbox (tenant_id, id desc);

create table webhook (
    tenant_id bigint not null references tenant,
    id bigint generated always as identity,
    url text not null,
    -- empty for all
    topics text[] not null,
    -- the key of the signature, encrypted under the server's own key
    secret bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    ended_at timestamptz,
    primary key (tenant_id, id));
create index on webhook (tenant_id) where ended_at is null;

-- A message on its way to one receiver.
create table delivery (
    tenant_id bigint not null,
    outbox_id bigint not null,
    webhook_id bigint not null,
    topic text not null,
    key text not null,
    -- whoever sends it moves this on first: should he die, another sends it then
    due_at timestamptz not null,
    attempts int not null default 0,
    delivered_at timestamptz,
    -- given up; somebody may ask for it again
    dead_at timestamptz,
    last_error text,
    primary key (tenant_id, outbox_id, webhook_id),
    foreign key (tenant_id, outbox_id) references outbox on delete cascade,
    foreign key (tenant_id, webhook_id) references webhook);
create index delivery_due on delivery (due_at, outbox_id) where delivered_at is null and dead_at is null;
create index delivery_order on delivery (webhook_id, topic, key, outbox_id)
    where delivered_at is null and dead_at is null;
create index delivery_dead on delivery (tenant_id, outbox_id desc) where dead_at is not null;
create index on delivery (tenant_id, webhook_id, outbox_id desc);

-- From the world's knowledge to ours to theirs, for each advisory that touches a tenant.
create table time_to_answer (
    tenant_id bigint not null references tenant,
    vulnerability text not null,
    snapshot_id text not null,
    published_at timestamptz,
    modified_at timestamptz,
    known_at timestamptz not null,
    listed_at timestamptz,
    decided_at timestamptz,
    delivered_at timestamptz,
    -- the work it took
    packages int not null default 0,
    versions int not null default 0,
    artifacts int not null default 0,
    deployments int not null default 0,
    decisions int not null default 0,
    primary key (tenant_id, vulnerability, snapshot_id));
create index on time_to_answer (tenant_id, known_at desc, vulnerability);
