// SPDX-License-Identifier: Apache-2.0
/// Files encrypted in the age format (C2SP, `age-encryption.org/v1`): to public keys (X25519) or under a passphrase
/// (scrypt). What is written here can be read with the tool `age`, and the other way round. Start at [AgeWriter] and
/// [AgeReader].
@NullMarked
package dev.pomona.server.age;

import org.jspecify.annotations.NullMarked;
