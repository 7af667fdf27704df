// SPDX-License-Identifier: Apache-2.0
/// Writes findings as GitLab's security reports have them (schema 15.0.4). Start at [GitLabSecretsWriter].
@NullMarked
package dev.pomona.formats.gitlab;

import org.jspecify.annotations.NullMarked;
