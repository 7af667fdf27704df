// SPDX-License-Identifier: Apache-2.0
/// HTTP without business: a listener, routes, bounded requests, answers, and problems. Start at
/// [HttpListener]; what a route does with a request is a [Handler].
@NullMarked
package dev.pomona.server.web;

import org.jspecify.annotations.NullMarked;
