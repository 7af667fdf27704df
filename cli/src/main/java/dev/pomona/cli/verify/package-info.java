// SPDX-License-Identifier: Apache-2.0
/// Asks the issuers of secrets whether these are in force: only on request, at the hosts that the rules name, slowly.
/// What is asked about is nowhere but in the question: no log, cache, message or error has it. Start at
/// [SecretQuestions].
@NullMarked
package dev.pomona.cli.verify;

import org.jspecify.annotations.NullMarked;
