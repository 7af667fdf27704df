// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.util.Locale;

/// Every kind of answer that is no success (RFC 9457). The names are part of the API and never
/// change their meaning.
public enum ProblemType {
    /// The request makes no sense: a parameter, a header or the form of the body.
    INVALID_REQUEST(400, "The request is not valid"),
    /// Nobody is named, or what names them is not valid any more.
    NOT_AUTHENTICATED(401, "Who is asking is not known"),
    /// Who is asking may not do this.
    NOT_ALLOWED(403, "This is not allowed"),
    /// A change came from a page that did not prove that it is ours.
    CSRF(403, "The request does not prove where it comes from"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource does not take this method"),
    /// It is not in a state in which this can be done, or somebody was faster.
    CONFLICT(409, "This does not fit what is there"),
    /// The key was used for another request, or that request is still being done.
    IDEMPOTENCY_CONFLICT(409, "The idempotency key is taken"),
    /// It was there and was removed after its time.
    GONE(410, "It is not kept any more"),
    /// Somebody changed the thing since whoever asks saw it.
    PRECONDITION_FAILED(412, "It is not as it was"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not understood"),
    /// The body is well-formed and says something that can't be.
    UNPROCESSABLE(422, "The content is not valid"),
    /// A document is none of the formats that are understood, or is damaged.
    DOCUMENT_REFUSED(422, "The document is not understood"),
    /// A policy or its waivers have mistakes, which are listed.
    POLICY_INVALID(422, "The policy has mistakes"),
    TOO_MANY_REQUESTS(429, "There are too many requests"),
    INTERNAL(500, "Something went wrong here"),
    /// Passing: the database, or the memory for one more large request.
    UNAVAILABLE(503, "This can't be done just now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// The address that names it.
    public String uri() {
        return "https://pomona.dev/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
