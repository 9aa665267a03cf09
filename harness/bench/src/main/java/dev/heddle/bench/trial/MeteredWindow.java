package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the meter at both ends of the load's window. */
final class MeteredWindow implements LoadProcess.Window {
    private final ProcessMeter meter;
    private ProcessMeter.@Nullable Reading begin;
    private ProcessMeter.@Nullable Reading end;
    private @Nullable IOException failure;

    MeteredWindow(ProcessMeter meter) {
        this.meter = meter;
    }

    @Override
    public void begins() {
        begin = read();
    }

    @Override
    public void ended() {
        end = read();
    }

    private ProcessMeter.@Nullable Reading read() {
        try {
            return meter.read();
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    /** The last reading. */
    ProcessMeter.Reading end() throws IOException {
        if (end == null) {
            throw failure != null ? failure : new IOException("the window never ended");
        }
        return end;
    }

    ProcessMeter.Usage usage() throws IOException {
        if (begin == null) {
            throw failure != null ? failure : new IOException("the window never began");
        }
        return ProcessMeter.between(begin, end());
    }
}
