package dev.heddle.downstream;

import dev.heddle.workload.Latency;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.CharsetUtil;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what the RPC service answers to anything but a call: to {@code GET /ready}, and to those who steer it.
 *
 * @param status status code and reason
 * @param body JSON, or the reason of a refusal; may be empty
 * @param close whether the connection ends with it
 */
record Control(String status, String body, boolean close) {
    static final Control NOT_FOUND = new Control("404 Not Found", "", false);
    static final Control ERROR = new Control("500 Internal Server Error", "", false);

    private static final Control DONE = new Control("200 OK", "", false);
    private static final String LENGTH = "\r\ncontent-length:";

    /** Does what a request asks for, and returns what to answer. */
    static Control of(RpcService service, String head, String body) {
        String[] line = head.substring(0, head.indexOf('\n')).trim().split(" ");
        switch (line.length < 2 ? "" : line[0] + " " + line[1]) {
            case "GET /ready" -> {
                return DONE;
            }
            case "GET /control/counts" -> {
                return new Control("200 OK", JsonMapper.shared().writeValueAsString(service.counts()), false);
            }
            case "POST /control/hold" -> service.hold.hold();
            case "POST /control/release" -> service.hold.release();
            case "POST /control/reset" -> service.reset();
            case "POST /control/faults" -> {
                try {
                    service.faults = FaultsJson.read(body);
                } catch (IllegalArgumentException e) {
                    return new Control("400 Bad Request", e.getMessage() + "\n", false);
                }
            }
            case "POST /control/latency" -> {
                try {
                    service.latency = Latency.of(body);
                } catch (IllegalArgumentException e) {
                    return new Control("400 Bad Request", e.getMessage() + "\n", false);
                }
            }
            default -> {
                return new Control("404 Not Found", "", true);
            }
        }
        return DONE;
    }

    /** Returns the length of the body that a head announces; 0 if it announces none, or none that makes sense. */
    static int bodyLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(LENGTH);
        if (at < 0) {
            return 0;
        }
        String value = lower.substring(at + LENGTH.length(), lower.indexOf('\n', at + LENGTH.length()))
                .trim();
        return value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
    }

    void send(Channel channel) {
        ByteBuf bytes = channel.alloc().buffer();
        bytes.writeCharSequence(
                "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(CharsetUtil.UTF_8).length + (close ? "\r\nConnection: close" : "") + "\r\n\r\n"
                        + body,
                CharsetUtil.UTF_8);
        var written = channel.writeAndFlush(bytes);
        if (close) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
