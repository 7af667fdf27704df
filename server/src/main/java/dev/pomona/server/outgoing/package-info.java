// SPDX-License-Identifier: Apache-2.0
/// Connections to where people of an organisation say: receivers of messages and identity providers. They lead outside
/// unless the operator says otherwise. What the operator names, such as feeds, is asked elsewhere.
@NullMarked
package dev.pomona.server.outgoing;

import org.jspecify.annotations.NullMarked;
