-- SPDX-License-Identifier: Apache-2.0
-- Statements of others are found by the package they speak of, and a document can be withdrawn.

alter table vex_statement
    -- the package of the part, or of the product where no part is named
    add column type text not null default '',
    add column namespace text not null default '',
    add column name text not null default '',
    -- of the product: a statement about a whole artifact names it
    add column product_name text not null default '';
create index vex_statement_of_package on vex_statement (tenant_id, name, type, namespace);
create index vex_statement_of_product on vex_statement (tenant_id, product_name) where part = '';
create index vex_statement_newest on vex_statement (tenant_id, id desc);

-- Nothing that was stated is deleted; what is withdrawn does not count any more.
alter table document
    add column withdrawn_at timestamptz,
    add column withdrawn_by text;
grant update (withdrawn_at, withdrawn_by) on document to pomona_tenant;

-- People ask by any name of a flaw.
create index component_match_by_alias on component_match using gin (aliases);
