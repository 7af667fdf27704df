-- SPDX-License-Identifier: Apache-2.0
-- A page of where a component runs reads no more of an artifact that runs very often than it shows.
drop index deployment_artifact_id_idx;
create index deployment_of_artifact on deployment (artifact_id, id) where until is null;
