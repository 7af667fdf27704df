// SPDX-License-Identifier: Apache-2.0
/// What texts hide: stretches that stand for other texts (base64, hexadecimal, URL and character escapes, gzip inside
/// them), and the encoding of a whole file. It finds and unpacks; whether a secret is inside is not its matter. Start
/// at
/// [Decoder] and [TextEncoding].
@NullMarked
package dev.pomona.scanners.secrets.decode;

import org.jspecify.annotations.NullMarked;
