-- SPDX-License-Identifier: Apache-2.0
-- Whether everything in an artifact was seen: who runs something may not be answered from what was not.

alter table artifact add column is_complete boolean not null default false;
create index artifact_unread on artifact (tenant_id, id) where not is_complete;
