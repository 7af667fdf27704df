// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The service at a fixed address in which clouds tell a machine about itself. It hands out credentials, too,
/// which are never asked for.
public final class MetadataService {

    /// Where it is, in every cloud.
    public static final URI USUAL = URI.create("http://169.254.169.254");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final URI address;

    public MetadataService(URI address) {
        this.address = address;
    }

    /// What the service of a provider says.
    ///
    /// @throws IOException when it can't be asked
    Cloud ask(String provider) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return switch (provider) {
                case "aws" -> aws(client);
                case "azure" -> {
                    Node compute =
                            json(get(client, "/metadata/instance/compute?api-version=2021-02-01", "Metadata", "true"));
                    yield new Cloud("azure", compute.text("subscriptionId"), null);
                }
                case "gcp" ->
                    new Cloud(
                            "gcp",
                            get(client, "/computeMetadata/v1/project/project-id", "Metadata-Flavor", "Google"),
                            null);
                default -> throw new IOException("the metadata service of '%s' is not known".formatted(provider));
            };
        }
    }

    /// The second version of its service wants a token first.
    private Cloud aws(HttpClient client) throws IOException, InterruptedException {
        var tokenRequest = request("/latest/api/token")
                .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
                .PUT(HttpRequest.BodyPublishers.noBody());
        String token = send(client, tokenRequest);
        Node document =
                json(get(client, "/latest/dynamic/instance-identity/document", "X-aws-ec2-metadata-token", token));
        return new Cloud("aws", document.text("accountId"), document.text("imageId"));
    }

    private String get(HttpClient client, String path, String header, String value)
            throws IOException, InterruptedException {
        return send(client, request(path).header(header, value).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private static String send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("it answers with " + response.statusCode());
        return response.body().strip();
    }

    private static Node json(String text) throws IOException {
        try {
            return Json.read(text);
        } catch (SyntaxException e) {
            throw new IOException("its answer is not the JSON that was expected", e);
        }
    }
}
