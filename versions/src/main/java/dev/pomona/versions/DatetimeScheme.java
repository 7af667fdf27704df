// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Points in time (RFC 3339), in upper case as VERS wants them.
final class DatetimeScheme extends KeyedScheme {

    DatetimeScheme() {
        super("datetime");
    }

    @Override
    boolean write(String text, SortKey key) {
        if (text.indexOf('T') != 10 || text.indexOf('z') >= 0) throw invalid(text);
        try {
            var instant = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            long second = instant.toEpochSecond() - Long.MIN_VALUE / 2;
            key.number(second).number(instant.getNano());
        } catch (DateTimeException e) {
            throw invalid(text);
        }
        return false;
    }
}
