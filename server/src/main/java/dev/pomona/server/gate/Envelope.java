// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;

/// A signed statement in a Dead Simple Signing Envelope
/// (<https://github.com/secure-systems-lab/dsse>, v1).
public final class Envelope {

    /// The type of in-toto statements.
    public static final String TYPE = "application/vnd.in-toto+json";

    private static final int LONGEST = 16 << 20;

    private Envelope() {}

    /// @param payload an in-toto statement as JSON
    /// @return the envelope, as JSON
    public static String sign(byte[] payload, ServerKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return JsonOut.line(json -> json.field("payloadType", TYPE)
                .field("payload", base64.encodeToString(payload))
                .array("signatures")
                .object()
                .field("keyid", key.id())
                .field("sig", base64.encodeToString(key.sign(encoded(TYPE, payload))))
                .end()
                .end());
    }

    /// What an envelope says, if it is whole and signed with a key.
    public sealed interface Result {

        /// @param statement as JSON
        record Valid(String statement) implements Result {}

        /// @param check which check failed
        record Invalid(String check) implements Result {}
    }

    /// Anything that is not positively in order is refused. Which key signed is found by trying:
    /// the envelope's own word for it is not signed.
    public static Result verify(String envelope, PublicKey key) {
        return verify(envelope, List.of(key));
    }

    /// As the other, signed with any of several keys.
    public static Result verify(String envelope, List<PublicKey> keys) {
        if (envelope.length() > LONGEST) return new Result.Invalid("the envelope is too long");
        try {
            Node json = Json.read(envelope);
            String type = json.text("payloadType");
            String payload = json.text("payload");
            if (!TYPE.equals(type)) return new Result.Invalid("the payload is no in-toto statement");
            if (payload == null) return new Result.Invalid("there is no payload");
            byte[] statement = decoded(payload);
            List<Node> signatures = json.items("signatures");
            if (signatures.isEmpty()) return new Result.Invalid("there is no signature");
            byte[] message = encoded(TYPE, statement);
            for (Node signature : signatures) {
                String text = signature.text("sig");
                if (text == null) continue;
                byte[] signed = decoded(text);
                if (keys.stream().anyMatch(key -> ServerKey.verify(key, message, signed))) {
                    return new Result.Valid(new String(statement, StandardCharsets.UTF_8));
                }
            }
            return new Result.Invalid("no signature is of this key and this statement");
        } catch (SyntaxException e) {
            return new Result.Invalid("the envelope is no JSON: " + e.describe());
        } catch (IllegalArgumentException e) {
            return new Result.Invalid("the envelope is not in Base64");
        }
    }

    /// In either of the alphabets that the specification allows.
    private static byte[] decoded(String text) {
        return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
                ? Base64.getUrlDecoder().decode(text)
                : Base64.getDecoder().decode(text);
    }

    /// What is signed: type and payload, each with its length, so that neither can be taken for the
    /// other.
    private static byte[] encoded(String type, byte[] payload) {
        var message = new ByteArrayOutputStream();
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        message.writeBytes(("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(name);
        message.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(payload);
        return message.toByteArray();
    }
}
