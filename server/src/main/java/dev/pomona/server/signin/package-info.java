// SPDX-License-Identifier: Apache-2.0
/// The pages by which people come in: the first administrator's, login and logout. They work
/// without script.
@NullMarked
package dev.pomona.server.signin;

import org.jspecify.annotations.NullMarked;
