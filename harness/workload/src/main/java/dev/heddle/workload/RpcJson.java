package dev.heddle.workload;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes and reads the wire form of an {@link RpcReply}: {@code {"service":"s0","id":7,"value":123,"padding":"…"}}, in this
 * order.
 */
public final class RpcJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String PADDING = "0123456789abcdef";

    private RpcJson() {}

    /** Returns the reply in UTF-8, padded to {@code bytes}. It is longer if the fields alone need more. */
    public static byte[] encode(RpcReply reply, int bytes) {
        int bare = encodePadded(reply, "").length;
        int missing = Math.max(0, bytes - bare);
        return encodePadded(
                reply, PADDING.repeat(missing / PADDING.length() + 1).substring(0, missing));
    }

    private static byte[] encodePadded(RpcReply reply, String padding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("service", reply.service());
            json.writeNumberProperty("id", reply.id());
            json.writeNumberProperty("value", reply.value());
            json.writeStringProperty("padding", padding);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /**
     * Reads a reply. Unknown fields are passed over, and the whole document is read, padding included.
     *
     * @throws IllegalArgumentException if the bytes are no such document or a field is missing
     */
    public static RpcReply decode(byte[] body, int offset, int length) {
        String service = null;
        long id = 0;
        long value = 0;
        int seen = 0;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("an RPC reply is a JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "service" -> {
                        service = json.getString();
                        seen |= 1;
                    }
                    case "id" -> {
                        id = json.getLongValue();
                        seen |= 2;
                    }
                    case "value" -> {
                        value = json.getLongValue();
                        seen |= 4;
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("malformed RPC reply: " + e.getOriginalMessage(), e);
        }
        if (seen != 7 || service == null) {
            throw new IllegalArgumentException("an RPC reply has service, id and value");
        }
        return new RpcReply(service, id, value);
    }
}
