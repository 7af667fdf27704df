// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.pomona.server.outgoing.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Asks identity providers over the network: with time-outs, a limit on what they answer, no
/// redirects, and encrypted unless they are on this machine, which the operator must have allowed.
public final class ProviderAccess implements ResourceRetriever {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;
    private static final String JSON = "application/json";

    private static final Outgoing.Limits LIMITS = new Outgoing.Limits(CONNECT, ANSWER, LARGEST);

    private final Outgoing outgoing;

    public ProviderAccess(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

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
        return new Resource(get(URI.create(url.toString())), JSON);
    }

    String get(URI uri) throws IOException {
        return send(new Outgoing.Request("GET", checked(uri), Map.of("Accept", JSON), new byte[0]));
    }

    /// Sends a form.
    String post(URI uri, String form, String authorization) throws IOException {
        var headers = new HashMap<String, String>();
        headers.put("Accept", JSON);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (!authorization.isEmpty()) headers.put("Authorization", authorization);
        return send(new Outgoing.Request("POST", checked(uri), headers, form.getBytes(StandardCharsets.UTF_8)));
    }

    private static URI checked(URI uri) throws IOException {
        if (!isAllowed(uri)) throw new IOException("the address is not https");
        return uri;
    }

    private String send(Outgoing.Request request) throws IOException {
        try {
            Outgoing.Reply reply = outgoing.send(request, LIMITS);
            if (reply.status() != 200) throw new IOException("it answers with " + reply.status());
            return new String(reply.body(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
