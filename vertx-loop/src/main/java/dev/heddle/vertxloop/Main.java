package dev.heddle.vertxloop;

import dev.heddle.workload.Admission;
import dev.heddle.workload.Settings;
import dev.heddle.workload.Termination;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Starts Vert.x with one event loop for each CPU. Each loop has a server, a client and a share of the database pool to itself.
 */
public final class Main {
    private static final String STOCK_POOL = "stock-pool";
    private static final long STOP_SECONDS = 15;

    private Main() {}

    /**
     * Reads the settings from the environment. It exits with code 2 when they are wrong, and 1 when the server does not start.
     *
     * @param args empty; or {@value #STOCK_POOL}, which makes it the control {@code vertx-stock-pool}
     */
    public static void main(String[] args) {
        Settings settings;
        BiFunction<Vertx, Settings, RpcClient> rpc;
        try {
            settings = Settings.from(System.getenv());
            rpc = rpcClient(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        // A loop without a database connection could answer nothing.
        int loops = Math.min(settings.cpus(), settings.pool());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                // The default is 2 x cores, but loops that share a CPU switch for nothing.
                .setEventLoopPoolSize(loops)
                .setPreferNativeTransport(true));
        Admission admission = new Admission(settings.maxInFlight());
        AtomicInteger next = new AtomicInteger();
        vertx.deployVerticle(
                        () -> new SummaryVerticle(settings, admission, rpc, next.getAndIncrement(), loops),
                        new DeploymentOptions().setInstances(loops))
                .onFailure(failure -> {
                    System.err.println("vertx-loop did not start: " + failure.getMessage());
                    System.exit(1);
                });
        Termination.onSignal(() -> stop(vertx));
    }

    private static BiFunction<Vertx, Settings, RpcClient> rpcClient(List<String> args) {
        if (args.isEmpty()) {
            return RpcClient::new;
        }
        if (args.equals(List.of(STOCK_POOL))) {
            return StockPoolClient::new;
        }
        throw new IllegalArgumentException("the arguments are " + args + "; there may be none, or " + STOCK_POOL);
    }

    private static void stop(Vertx vertx) {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("requests were still in flight after " + STOP_SECONDS + " s", e);
        }
    }
}
