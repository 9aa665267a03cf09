package dev.heddle.bench.trial;

import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.meter.ProcessMeter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meter at both ends of the load's window, and looks at the contestant's threads before the first request and after the last answer: of a
 * thousand threads that takes as long as many requests, which within the window would wait for it.
 */
final class MeteredWindow implements LoadProcess.Window {
    private final ProcessMeter meter;
    private ProcessMeter.@Nullable Threads before;
    private ProcessMeter.@Nullable Reading begin;
    private ProcessMeter.@Nullable Reading end;
    private ProcessMeter.@Nullable Threads after;
    private @Nullable IOException failure;

    MeteredWindow(ProcessMeter meter) {
        this.meter = meter;
    }

    @Override
    public void ready() {
        before = threads();
    }

    @Override
    public void begins() {
        begin = read();
    }

    @Override
    public void ended() {
        end = read();
    }

    @Override
    public void drained() {
        after = threads();
    }

    private ProcessMeter.@Nullable Threads threads() {
        try {
            return meter.threads();
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    private ProcessMeter.@Nullable Reading read() {
        ProcessMeter.Threads known = before;
        if (known == null) {
            return null;
        }
        try {
            return meter.read(known);
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    /** The last reading. */
    ProcessMeter.Reading end() throws IOException {
        return there(end);
    }

    ProcessMeter.Usage usage() throws IOException {
        return ProcessMeter.between(there(before), there(begin), end(), there(after));
    }

    private <T> T there(@Nullable T what) throws IOException {
        if (what == null) {
            throw failure != null ? failure : new IOException("the window never began, or never ended");
        }
        return what;
    }
}
