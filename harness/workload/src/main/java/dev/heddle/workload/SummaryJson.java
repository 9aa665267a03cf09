package dev.heddle.workload;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the document, and specifies it. The fields stand in the order written here. The text is UTF-8 without white space, numbers
 * are plain integers, strings are escaped only where JSON demands it, and a missing digest is {@code null}.
 *
 * <pre>{@code
 * {"customer":{"id":7,"name":"…","city":"…"},
 *  "orders":[{"number":10,"item":"…","cents":1234}, …],
 *  "calls":[{"service":"s0","value":123}, …],
 *  "totalCents":12345,"score":12468,"digest":null}
 * }</pre>
 *
 * {@code calls} follows the composition. With {@code sequential} and {@code all} it has every reply, in the order of the services.
 * With {@code all-settled} it is the same, but a call that failed, for whichever reason, is
 * {@code {"service":"s1","error":"rpc-failed"}} and adds nothing to the score. With {@code any} and {@code race} it has only the
 * reply that was the first.
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
