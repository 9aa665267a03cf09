package dev.heddle.downstream;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.RpcJson;
import dev.heddle.workload.RpcReply;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes whole HTTP responses, byte for byte what {@link RpcJson} encodes, without a codec's cost. */
final class RpcReplyBytes {
    private static final byte[] BEFORE_LENGTH =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
    private static final byte[] AFTER_LENGTH = ascii("\r\n\r\n");
    private static final byte[] SERVICE = ascii("{\"service\":\"s");
    private static final byte[] ID = ascii("\",\"id\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] PADDING = ascii(",\"padding\":\"");
    private static final byte[] END = ascii("\"}");

    private final Dataset dataset;
    private final int bytes;
    private final byte[] padding;

    /** Makes a writer of replies padded to {@code bytes}. */
    RpcReplyBytes(long seed, int bytes) {
        // A reply depends on nothing but the seed.
        this.dataset = new Dataset(seed, 1, 0);
        this.bytes = bytes;
        this.padding = ascii("0123456789abcdef".repeat(bytes / 16 + 1));
    }

    /** Appends status line, headers and body of service number {@code service}'s answer for that id. */
    void write(int service, long id, ByteBuf out) {
        RpcReply reply = dataset.reply(service, id);
        int bare = SERVICE.length + ID.length + VALUE.length + PADDING.length + END.length;
        bare += digits(service) + digits(id) + digits(reply.value());
        int missing = Math.max(0, bytes - bare);
        out.writeBytes(BEFORE_LENGTH);
        writeNumber(out, bare + missing);
        out.writeBytes(AFTER_LENGTH);
        out.writeBytes(SERVICE);
        writeNumber(out, service);
        out.writeBytes(ID);
        writeNumber(out, id);
        out.writeBytes(VALUE);
        writeNumber(out, reply.value());
        out.writeBytes(PADDING);
        out.writeBytes(padding, 0, missing);
        out.writeBytes(END);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static void writeNumber(ByteBuf out, long number) {
        int start = out.writerIndex();
        int digits = digits(number);
        out.writeZero(digits);
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            out.setByte(start + i, (int) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
