// SPDX-License-Identifier: Apache-2.0
/// The server's own key: it signs verdicts and the audit trail's end, and encrypts what the
/// database must not know.
@NullMarked
package dev.pomona.server.keys;

import org.jspecify.annotations.NullMarked;
