package dev.heddle.workload;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The document, and its specification: fields in the order written here, UTF-8, no white space, numbers as plain integers,
 * strings escaped only where JSON demands it, a missing digest as {@code null}.
 *
 * <pre>{@code
 * {"customer":{"id":7,"name":"…","city":"…"},
 *  "orders":[{"number":10,"item":"…","cents":1234}, …],
 *  "calls":[{"service":"s0","value":123}, …],
 *  "totalCents":12345,"score":12468,"digest":null}
 * }</pre>
 *
 * {@code calls} follows the composition: with {@code sequential} and {@code all} every reply in the order of the services; with
 * {@code all-settled} the same, but a call that failed, for whichever reason, is {@code {"service":"s1","error":"rpc-failed"}}
 * and adds nothing to the score; with {@code any} and {@code race} the one reply that was the first.
 */
public final class SummaryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SummaryJson() {}

    /** Returns the document's bytes. */
    public static byte[] encode(Summary summary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            Customer customer = summary.customer();
            json.writeObjectPropertyStart("customer");
            json.writeNumberProperty("id", customer.id());
            json.writeStringProperty("name", customer.name());
            json.writeStringProperty("city", customer.city());
            json.writeEndObject();
            json.writeArrayPropertyStart("orders");
            for (Order order : summary.orders()) {
                json.writeStartObject();
                json.writeNumberProperty("number", order.number());
                json.writeStringProperty("item", order.item());
                json.writeNumberProperty("cents", order.cents());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("calls");
            for (RpcOutcome call : summary.calls()) {
                json.writeStartObject();
                json.writeStringProperty("service", call.service());
                switch (call) {
                    case RpcReply reply -> json.writeNumberProperty("value", reply.value());
                    case RpcFailure failure -> json.writeStringProperty("error", "rpc-failed");
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("totalCents", summary.totalCents());
            json.writeNumberProperty("score", summary.score());
            json.writeStringProperty("digest", summary.digest());
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
