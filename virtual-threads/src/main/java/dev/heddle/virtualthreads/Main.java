package dev.heddle.virtualthreads;

import dev.heddle.blocking.BlockingSummary;
import dev.heddle.workload.Settings;
import dev.heddle.workload.Termination;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Starts Helidon's WebServer, which gives each connection a virtual thread; each call gets another one. */
public final class Main {
    private Main() {}

    /** Reads the settings from the environment, and exits with code 2 when they are wrong. */
    public static void main(String[] args) {
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        BlockingSummary summary = new BlockingSummary(settings, Executors.newVirtualThreadPerTaskExecutor());
        WebServer server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .backlog(16_384)
                .connectionOptions(socket -> socket
                        // It is off by default; with a peer's delayed ACKs that costs 40 ms.
                        .tcpNoDelay(true)
                        // The default of 30 s would close idle connections in the memory ladder.
                        .readTimeout(Duration.ZERO))
                .idleConnectionTimeout(Duration.ofMinutes(10))
                .addProtocol(Http1Config.builder()
                        // The listeners write a log that nobody reads, on every request.
                        .receiveLog(false)
                        .sendLog(false)
                        // The default is 4 KB. A longer path is to be found wrong by its route.
                        .maxPrologueLength(16_384)
                        .addReceiveListener(new SlowHeads())
                        .build())
                .shutdownGracePeriod(Duration.ofSeconds(10))
                .shutdownHook(false)
                .routing(routing -> routing.any(new SummaryHandler(summary)))
                .build()
                .start();
        Termination.onSignal(() -> {
            server.stop();
            summary.close();
        });
    }
}
