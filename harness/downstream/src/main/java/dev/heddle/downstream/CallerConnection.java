package dev.heddle.downstream;

import dev.heddle.workload.Fault;
import dev.heddle.workload.Faults;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.CharsetUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service's side of one keep-alive connection. It runs on its event loop and answers one request at a time, as HTTP/1.1
 * clients send them.
 */
final class CallerConnection extends ChannelInboundHandlerAdapter {
    private static final int LONGEST_HEAD = 16_384;
    private static final long DRIP_MILLIS = 20;
    private static final byte[] RPC = "GET /rpc/s".getBytes(CharsetUtil.US_ASCII);

    private final RpcService service;
    private @Nullable ByteBuf partial;

    CallerConnection(RpcService service) {
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
                if (end < 0 || !request(context, in, end)) {
                    break;
                }
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

    /** Returns the index after the empty line that ends the head, or -1. */
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

    /** Takes the request whose head ends at this index. Returns false if its body is not all here yet. */
    private boolean request(ChannelHandlerContext context, ByteBuf in, int end) {
        int start = in.readerIndex();
        for (int i = 0; i < RPC.length; i++) {
            if (in.getByte(start + i) != RPC[i]) {
                String head = in.toString(start, end - start, CharsetUtil.US_ASCII);
                int body = Control.bodyLength(head);
                if (in.writerIndex() < end + body) {
                    return false;
                }
                in.readerIndex(end + body);
                other(context, head, in.toString(end, body, CharsetUtil.UTF_8));
                return true;
            }
        }
        in.readerIndex(end);
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
            Control.NOT_FOUND.send(context.channel());
            return true;
        }
        call(context.channel(), number, id);
        return true;
    }

    private void call(Channel channel, int number, long id) {
        service.calls.increment();
        int epoch = service.epoch;
        Runnable reply = () -> reply(channel, number, id, epoch);
        if (service.hold.holding()) {
            service.hold.park(channel, reply);
            return;
        }
        long nanos = service.latency.nanos(service.seed, number, id);
        Faults faults = service.faults;
        if (faults != Faults.NONE) {
            nanos = Math.round(nanos * faults.slowdown(number));
        }
        if (nanos == 0) {
            reply.run();
        } else {
            long due = System.nanoTime() + nanos;
            Runnable timed = () -> {
                service.replied(due);
                reply.run();
            };
            channel.eventLoop().schedule(timed, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void reply(Channel channel, int number, long id, int epoch) {
        if (!channel.isActive()) {
            if (epoch == service.epoch) {
                service.abandoned.increment();
            }
            return;
        }
        Faults faults = service.faults;
        Fault fault = faults == Faults.NONE ? Fault.NONE : faults.of(service.seed, number, id);
        service.ended[fault.ordinal()].increment();
        ByteBuf out = channel.alloc().ioBuffer(768);
        service.replies.write(number, id, out);
        switch (fault) {
            case NONE -> channel.writeAndFlush(out, channel.voidPromise());
            case ERROR -> {
                out.release();
                Control.ERROR.send(channel);
            }
            case RESET -> {
                out.release();
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.close();
            }
            case HANG -> out.release();
            case TRUNCATED ->
                channel.writeAndFlush(out.writerIndex(out.writerIndex() - 1)).addListener(ChannelFutureListener.CLOSE);
            case MALFORMED -> {
                out.setByte(out.writerIndex() - 1, ']');
                channel.writeAndFlush(out, channel.voidPromise());
            }
            case DRIP -> drip(channel, out);
        }
    }

    private static void drip(Channel channel, ByteBuf out) {
        if (!channel.isActive() || !out.isReadable()) {
            out.release();
            return;
        }
        channel.writeAndFlush(channel.alloc().ioBuffer(1).writeByte(out.readByte()), channel.voidPromise());
        channel.eventLoop().schedule(() -> drip(channel, out), DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void other(ChannelHandlerContext context, String head, String body) {
        if (head.contains(" /control/")) {
            // Whoever steers the service is no caller: its connection is neither counted nor reset.
            service.connections.remove(context.channel());
        }
        Control.of(service, head, body).send(context.channel());
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
        // A caller may reset its connection; the counts show that as a call that was not answered.
        context.close();
    }
}
