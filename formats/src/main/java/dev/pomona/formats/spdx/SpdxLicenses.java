// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.spdx;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.license.LicenseExpression;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Licences as declared. What is no SPDX expression gets a name of the document's own, whose words are written
/// when all packages have been.
final class SpdxLicenses {

    private final SortedMap<String, String> words = new TreeMap<>();

    /// One expression for all statements; a component under several licences is under each of them.
    String declared(Collection<String> statements) {
        if (statements.isEmpty()) return "NOASSERTION";
        boolean alone = statements.size() == 1;
        var expression = new StringBuilder();
        for (String statement : statements) {
            if (!expression.isEmpty()) expression.append(" AND ");
            var known = LicenseExpression.parse(statement);
            if (known.isEmpty()) {
                String id = SpdxId.ofLicense(statement);
                words.put(id, statement);
                expression.append(id);
            } else if (alone || known.get().isSingle()) {
                expression.append(known.get().text());
            } else {
                expression.append('(').append(known.get().text()).append(')');
            }
        }
        return expression.toString();
    }

    void writeWords(JsonOut json) {
        if (words.isEmpty()) return;
        json.array("hasExtractedLicensingInfos");
        words.forEach((id, text) -> json.object()
                .field("licenseId", id)
                .field("extractedText", text)
                .field("name", text)
                .end());
        json.end();
    }
}
