// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pomona.server.signin.OperatorRoutes;
import dev.pomona.server.web.OpenApiDocument;
import dev.pomona.server.web.Route;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Yaml;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents of the API are what the OpenAPI Initiative says that documents are: their schema of OpenAPI 3.1 and
/// somebody else's validator have nothing to complain about.
class OpenApiTest {

    private static final Schema OPENAPI = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaIdResolvers(
                            ids -> ids.mapPrefix("https://spec.openapis.org/", "classpath:spec.openapis.org/")))
            .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"));

    @ParameterizedTest
    @ValueSource(strings = {OpenApiDocument.API, OpenApiDocument.OPERATOR})
    void documentsAreOpenApi(String name) {
        assertThat(OPENAPI.validate(OpenApiDocument.read(name), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void theValidatorSeesMistakes() {
        String document = OpenApiDocument.read(OpenApiDocument.API);
        for (String[] mistake : new String[][] {
            {"operationId: me\n", "operationIdentifier: me\n"},
            {"Time: {type: string,", "Time: {type: strin,"},
            {"in: query", "in: question"},
            {"openapi: 3.1.0", "openapi: 3.2.0"}
        }) {
            assertThat(document).contains(mistake[0]);
            assertThat(OPENAPI.validate(document.replace(mistake[0], mistake[1]), InputFormat.YAML))
                    .as(mistake[1])
                    .isNotEmpty();
        }
    }

    @Test
    void theOperatorsRoutesAreThoseOfTheirDocument() {
        Set<String> documented = new TreeSet<>();
        for (Mapping.Entry path :
                Yaml.read(OpenApiDocument.read(OpenApiDocument.OPERATOR)).entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                documented.add(operation.key().toUpperCase(Locale.ROOT) + " /operator/v1" + path.key());
            }
        }
        documented.add("GET /operator/v1/openapi.yaml");
        Set<String> routed = new TreeSet<>();
        for (Route route : new OperatorRoutes(null, "token", InstantSource.system()).routes()) {
            routed.add(route.method() + " " + route.path());
        }
        assertThat(routed).isEqualTo(documented);
    }
}
