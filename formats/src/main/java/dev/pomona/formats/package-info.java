// SPDX-License-Identifier: Apache-2.0
/// Readers and writers of the field's formats, one package for each. They turn foreign bytes into `model`
/// records and back, and nothing else: no files, no network, no clock.
///
/// Whatever a reader cannot understand leaves it as a [FormatException], never as anything else.
@NullMarked
package dev.pomona.formats;

import org.jspecify.annotations.NullMarked;
