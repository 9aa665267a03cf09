package dev.heddle.bench.launch;

import dev.heddle.bench.suite.Manifest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Drives a contestant in a process that we started. */
final class StartedContestant implements ContestantProcess {
    private static final Duration START = Duration.ofSeconds(60);

    private final Manifest manifest;
    private final Child child;
    private final int port;
    private final KernelMemoryGroup group;

    StartedContestant(Manifest manifest, Child child, int port, KernelMemoryGroup group) {
        this.manifest = manifest;
        this.child = child;
        this.port = port;
        this.group = group;
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public KernelMemoryGroup kernelMemory() {
        return group;
    }

    @Override
    public boolean alive() {
        return child.alive();
    }

    @Override
    public LaunchException died() {
        return child.died(null);
    }

    void awaitReady() throws LaunchException {
        long deadline = System.nanoTime() + START.toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            if (!child.alive()) {
                throw child.died(null);
            }
            try {
                HttpURLConnection probe = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/ready")
                        .toURL()
                        .openConnection();
                probe.setConnectTimeout(1_000);
                probe.setReadTimeout(5_000);
                int status = probe.getResponseCode();
                probe.disconnect();
                if (status == 200) {
                    return;
                }
                last = "status " + status;
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        String tail = child.tail();
        child.kill();
        throw new LaunchException(
                manifest.name() + " was not ready within " + START.toSeconds() + " s: GET /ready gave " + last + tail);
    }

    @Override
    public int terminate() {
        try {
            return child.end();
        } finally {
            group.close();
        }
    }

    @Override
    public void close() {
        terminate();
    }
}
