// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The operations of the OpenAPI document, which a test holds to be all there are.
final class EveryRoute {

    static final Node DOCUMENT = Yaml.read(Api.document());

    private EveryRoute() {}

    /// @param path with parameters as `{name}`
    /// @param parameters of the query
    record Operation(String method, String path, List<String> parameters, Node described) {

        boolean isSafe() {
            return method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> all() {
        var all = new ArrayList<Operation>();
        for (Mapping.Entry path : DOCUMENT.entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                var query = new ArrayList<String>();
                for (Node parameter : operation.value().items("parameters")) {
                    Node resolved = Schema.resolved(DOCUMENT, parameter);
                    if ("query".equals(resolved.text("in"))) query.add(resolved.text("name"));
                }
                all.add(new Operation(
                        operation.key().toUpperCase(Locale.ROOT), path.key(), List.copyOf(query), operation.value()));
            }
        }
        return all;
    }
}
