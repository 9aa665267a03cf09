package dev.heddle.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.CharsetUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One connection to the RPC service, keep-alive. Runs on its event loop; one request at a time, as HTTP/1.1 clients send. */
final class RpcConnection extends ChannelInboundHandlerAdapter {
    private static final int LONGEST_HEAD = 16_384;
    private static final byte[] RPC = "GET /rpc/s".getBytes(CharsetUtil.US_ASCII);

    private final RpcService service;
    private @Nullable ByteBuf partial;

    RpcConnection(RpcService service) {
        this.service = service;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        service.connections.add(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (partial != null) {
            in = partial.writeBytes(in);
            ((ByteBuf) message).release();
            partial = null;
        }
        try {
            while (in.isReadable()) {
                int end = endOfHead(in);
                if (end < 0) {
                    break;
                }
                request(context, in, end);
                in.readerIndex(end);
            }
            if (in.readableBytes() > LONGEST_HEAD) {
                context.close();
            } else if (in.isReadable()) {
                partial = context.alloc().buffer(1024).writeBytes(in);
            }
        } finally {
            in.release();
        }
    }

    /** The index after the empty line that ends the head, or -1. */
    private static int endOfHead(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        for (int i = from + 3; i < to; i++) {
            if (in.getByte(i) == '\n' && in.getByte(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private void request(ChannelHandlerContext context, ByteBuf in, int end) {
        int start = in.readerIndex();
        for (int i = 0; i < RPC.length; i++) {
            if (in.getByte(start + i) != RPC[i]) {
                other(context, in.toString(start, end - start, CharsetUtil.US_ASCII));
                return;
            }
        }
        int at = start + RPC.length;
        int number = 0;
        for (; in.getByte(at) >= '0' && in.getByte(at) <= '9'; at++) {
            number = number * 10 + in.getByte(at) - '0';
        }
        boolean slash = in.getByte(at) == '/';
        long id = 0;
        int firstOfId = ++at;
        for (; in.getByte(at) >= '0' && in.getByte(at) <= '9'; at++) {
            id = id * 10 + in.getByte(at) - '0';
        }
        if (!slash || at == firstOfId || in.getByte(at) != ' ') {
            answer(context.channel(), "404 Not Found", "");
            return;
        }
        call(context.channel(), number, id);
    }

    private void call(Channel channel, int number, long id) {
        service.calls.increment();
        Runnable reply = () -> reply(channel, number, id);
        if (service.hold.holding()) {
            service.hold.park(channel, reply);
            return;
        }
        long nanos = service.latency.nanos(service.seed, number, id);
        if (nanos == 0) {
            reply.run();
        } else {
            channel.eventLoop().schedule(reply, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void reply(Channel channel, int number, long id) {
        if (!channel.isActive()) {
            return;
        }
        ByteBuf out = channel.alloc().ioBuffer(768);
        service.replies.write(number, id, out);
        service.answered.increment();
        channel.writeAndFlush(out, channel.voidPromise());
    }

    private void other(ChannelHandlerContext context, String head) {
        String[] line = head.substring(0, head.indexOf('\r')).split(" ");
        Channel channel = context.channel();
        if (head.contains(" /control/")) {
            // Who steers is no caller: neither counted nor reset.
            service.connections.remove(channel);
        }
        switch (line.length < 2 ? "" : line[0] + " " + line[1]) {
            case "GET /ready" -> answer(channel, "200 OK", "");
            case "GET /control/counts" ->
                answer(channel, "200 OK", JsonMapper.shared().writeValueAsString(service.counts()));
            case "POST /control/hold" -> {
                service.hold.hold();
                answer(channel, "200 OK", "");
            }
            case "POST /control/release" -> {
                service.hold.release();
                answer(channel, "200 OK", "");
            }
            case "POST /control/reset" -> {
                service.reset();
                answer(channel, "200 OK", "");
            }
            default -> {
                ByteBuf out = channel.alloc().buffer();
                out.writeCharSequence(
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                        CharsetUtil.US_ASCII);
                channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private static void answer(Channel channel, String status, String body) {
        ByteBuf out = channel.alloc().buffer();
        out.writeCharSequence(
                "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body,
                CharsetUtil.US_ASCII);
        channel.writeAndFlush(out, channel.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A caller that resets its connection is a caller's business; it shows in the counts as a call not answered.
        context.close();
    }
}
