// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks identity providers over the network: with time-outs, a limit on what they answer, no
/// redirects, and encrypted unless they are on this machine.
public final class ProviderAccess implements ResourceRetriever {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// Whether an address may be asked at all.
    static boolean isAllowed(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) return false;
        // a name may begin with digits, too
        boolean isHere = host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isHere);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    String get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(checked(uri)).GET());
    }

    /// Sends a form.
    String post(URI uri, String form, String authorization) throws IOException {
        var request = HttpRequest.newBuilder(checked(uri))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return send(request);
    }

    private static URI checked(URI uri) throws IOException {
        if (!isAllowed(uri)) throw new IOException("the address is not https");
        return uri;
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(
                    request.timeout(ANSWER).header("Accept", "application/json").build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) throw new IOException("the answer is too large");
                if (response.statusCode() != 200) throw new IOException("it answers with " + response.statusCode());
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
