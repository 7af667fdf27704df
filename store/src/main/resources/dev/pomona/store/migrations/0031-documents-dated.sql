-- SPDX-License-Identifier: Apache-2.0
-- When the newest document about an artifact was made, and the newest that says what scanners found, as they say
-- themselves: one that is older and comes later does not take their place. Null where it says nothing.
alter table artifact
    add column document_at timestamptz,
    add column report_at timestamptz;
