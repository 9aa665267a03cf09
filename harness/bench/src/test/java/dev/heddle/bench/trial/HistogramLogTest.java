package dev.heddle.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.bench.journal.Disturbance;
import dev.heddle.bench.journal.Downstream;
import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.LoadReport;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read by HdrHistogram's own tools. */
class HistogramLogTest {
    @TempDir
    private Path folder;

    private static String encoded(int millis) {
        Histogram histogram = new Histogram(3);
        for (int i = 1; i <= millis; i++) {
            histogram.recordValue(i * 1_000_000L);
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Path log() throws IOException {
        StreamReport stream = new StreamReport(
                "main",
                new Tally(1_000, 1_000, 0, 0, 0, 0, ""),
                1_000,
                1_000,
                1_000,
                0,
                encoded(1_000),
                encoded(500),
                "",
                null,
                List.of(),
                0,
                1,
                0);
        Path log = folder.resolve("rate=500.hlog");
        HistogramLog.write(
                folder,
                "rate=500",
                new Window(
                        new LoadReport("built-in", 2_000_000_000L, List.of(stream), null, List.of()),
                        new Usage(1, Map.of(), 0, 0, 0, 0, 0, 0, 0, Disturbance.NONE, Map.of(), 1),
                        new Downstream(0, null, 0)));
        return log;
    }

    @Test
    void theReaderFindsResponseTimeUntaggedAndTheOthersByTag() throws Exception {
        try (HistogramLogReader reader = new HistogramLogReader(log().toFile())) {
            EncodableHistogram response = reader.nextIntervalHistogram();
            assertThat(response.getTag()).isNull();
            assertThat(((Histogram) response).getTotalCount()).isEqualTo(1_000);
            assertThat(((Histogram) response).getValueAtPercentile(99)).isBetween(989_000_000L, 991_000_000L);
            assertThat(reader.nextIntervalHistogram().getTag()).isEqualTo("service_time");
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void theProcessorMakesItsPercentilesOfIt() throws Exception {
        Path out = folder.resolve("out");
        HistogramLogProcessor processor = new HistogramLogProcessor(
                new String[] {"-i", log().toString(), "-o", out.toString(), "-outputValueUnitRatio", "1000000"});
        processor.start();
        processor.join();
        assertThat(Files.readString(Path.of(out + ".hgrm")))
                .contains("Total count    =         1000")
                .containsPattern("Max +=? +1000");
    }

    @Test
    void whatIsNoHistogramIsSaidToBeNone() {
        assertThatThrownBy(() -> Histograms.decode("bm9uZQ=="))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }
}
