package dev.heddle.workload;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Says what a request answers when it has no document: {@code application/problem+json} (RFC 9457) with a stable type. */
public enum Problem {
    /** The id in the path is no number. */
    BAD_ID(400, "bad-id", "The customer's id is not a whole number"),
    /** There is no such customer, or no such path. */
    NOT_FOUND(404, "not-found", "There is nothing at this path"),
    /** The method is not GET. */
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "Only GET is answered here"),
    /** An RPC call failed. */
    RPC_FAILED(502, "rpc-failed", "A service that this answer needs has failed"),
    /** The query failed. */
    QUERY_FAILED(502, "query-failed", "The database has failed"),
    /** No connection of the pool came free in time, or a queue is full. */
    OVERLOADED(503, "overloaded", "Too many requests are in flight"),
    /** {@code /ready} is asked before the downstreams answer. */
    NOT_READY(503, "not-ready", "The database or the RPC service does not answer yet"),
    /** The request's deadline passed. */
    DEADLINE(504, "deadline", "The deadline of the request has passed"),
    /** The contestant has a defect; this is never expected. */
    INTERNAL(500, "internal", "The request failed for a reason of our own");

    /** The media type of every problem. */
    public static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final String type;
    private final byte[] body;

    Problem(int status, String type, String title) {
        this.status = status;
        this.type = "urn:heddle:" + type;
        this.body = encode(this.type, title, status);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the stable URI of this kind of problem. */
    public String type() {
        return type;
    }

    /** Returns the answer's body in UTF-8: {@code {"type":…,"title":…,"status":…}}. */
    public byte[] body() {
        return body.clone();
    }

    private static byte[] encode(String type, String title, int status) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeStringProperty("title", title);
            json.writeNumberProperty("status", status);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
