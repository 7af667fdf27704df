-- SPDX-License-Identifier: Apache-2.0
-- The server's key can be changed for another. What was signed before is still checked with the public key of then.
-- Keys that were the server's, without the one of now.
create table signing_key (
    -- SHA-256 of it, in hexadecimal
    id text primary key,
    -- Ed25519, as X.509 has it
    public_key bytea not null,
    until timestamptz not null,
    -- the key of now says that this one was the server's: whoever can write here can't make a key of theirs believed;
    -- null for one whose signatures count no more
    voucher bytea);
grant select on signing_key to pomona_identity;

-- Who changes it goes from tenant to tenant in one transaction, which also tells everybody else which key it is now.
do $$
declare t text;
begin
    if not exists (select from pg_roles where rolname = 'pomona_rekeying') then
        create role pomona_rekeying nologin nobypassrls;
    end if;
    grant pomona_rekeying to current_user with inherit false, set true;
    grant usage on schema pomona to pomona_rekeying;
    foreach t in array array['webhook', 'issuer', 'idempotent_request', 'audit', 'audit_head'] loop
        execute format(
            'create policy own_rows_anew on %I to pomona_rekeying '
            'using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', t);
    end loop;
end $$;
create policy living_anew on tenant for select to pomona_rekeying using (ended_at is null);
grant select on tenant to pomona_rekeying;
grant select, update (secret) on webhook to pomona_rekeying;
grant select, update (client_secret) on issuer to pomona_rekeying;
grant select, update (body) on idempotent_request to pomona_rekeying;
grant select, insert on audit to pomona_rekeying;
grant select, insert, update on audit_head to pomona_rekeying;
grant select, update (key_id, sealed_key) on installation to pomona_rekeying;
grant select, insert, update (voucher) on signing_key to pomona_rekeying;
