-- SPDX-License-Identifier: Apache-2.0
-- The waivers of the repository that an artifact was built from, as JSON; null where no report said. What they are worth is
-- the policy's to say.
alter table artifact add column repository_waivers text;
