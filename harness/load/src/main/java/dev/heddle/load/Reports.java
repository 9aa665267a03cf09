package dev.heddle.load;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Sums up what the event loops recorded of a stream. */
final class Reports {
    private Reports() {}

    static StreamReport of(String name, List<Share> shares, List<Second> seconds) {
        List<Recorder> recorders = shares.stream().map(Share::recorder).toList();
        Histogram responseTime = Recorder.histogram();
        Histogram serviceTime = Recorder.histogram();
        Histogram lateness = Recorder.histogram();
        Histogram punctual = Recorder.histogram();
        for (Recorder recorder : recorders) {
            responseTime.add(recorder.responseTime);
            serviceTime.add(recorder.openLoop() ? recorder.serviceTime : recorder.responseTime);
            lateness.add(recorder.lateness);
            punctual.add(recorder.openLoop() ? recorder.punctual : recorder.responseTime);
        }
        return new StreamReport(
                name,
                Counter.sum(recorders.stream().map(recorder -> recorder.counter).toList()),
                recorders.stream()
                        .mapToLong(recorder -> recorder.scheduledInWindow)
                        .sum(),
                recorders.stream()
                        .mapToLong(recorder -> recorder.answeredInWindow)
                        .sum(),
                recorders.stream()
                        .mapToLong(recorder -> recorder.arrivedInWindow)
                        .sum(),
                recorders.stream()
                        .mapToLong(recorder -> recorder.failedInWindow)
                        .sum(),
                encode(responseTime),
                encode(serviceTime),
                encode(lateness),
                encode(punctual),
                seconds,
                shares.stream().mapToInt(share -> share.mostBacklog).sum(),
                shares.stream().mapToInt(Share::connections).sum(),
                shares.stream().mapToLong(share -> share.reconnects).sum());
    }

    private static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Histogram decode(String encoded) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no compressed histogram: " + e.getMessage(), e);
        }
    }
}
