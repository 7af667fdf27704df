// SPDX-License-Identifier: Apache-2.0
/// What templates are given: values ready to be shown, how they are said ([Show]), and where they lead ([Links]).
@NullMarked
package dev.pomona.server.pages.view;

import org.jspecify.annotations.NullMarked;
