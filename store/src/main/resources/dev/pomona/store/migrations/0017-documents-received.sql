-- SPDX-License-Identifier: Apache-2.0
-- A document is kept before it is read, so that whoever was told that it is here finds it: what a node that died was
-- reading, another reads.

-- What it is about, as whoever sent it says: the digest of an artifact; empty for statements about several.
alter table document add column identity text not null default '';
update document d set identity = a.digest from artifact a where a.id = d.artifact_id;
alter table document drop constraint document_tenant_id_digest_artifact_id_key;
alter table document add unique (tenant_id, digest, identity);

-- What was said of it when it was sent, as JSON; null where nobody has to read it any more.
alter table document add column request text;
-- Until when somebody is at it; whoever finds it later takes it up.
alter table document add column due_at timestamptz;
alter table document add column attempts int not null default 0;
alter table document drop constraint document_kind_check;
alter table document add check (kind in ('UNREAD', 'REPORT', 'CYCLONEDX', 'SPDX', 'VEX'));
drop index document_tenant_id_id_idx;
create index document_unread on document (tenant_id, due_at, id) where state = 'RECEIVED';

grant update (kind, content, size, request, due_at, attempts) on document to pomona_tenant;
