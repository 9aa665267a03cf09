package dev.heddle.downstream;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.Latency;
import dev.heddle.workload.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs one downstream until standard input ends. */
public final class Main {
    private static final String USAGE = """
            usage: downstream.jar postgres FOLDER|URL SEED CUSTOMERS ORDERS CONNECTIONS
                   downstream.jar rpc SEED LATENCY REPLY_BYTES EVENT_LOOPS""";

    private Main() {}

    /** Exit code 0 when ended by its parent, 1 when it could not start, 2 on bad usage. */
    public static void main(String[] args) throws IOException {
        try (AutoCloseable downstream = start(args)) {
            awaitEndOfInput();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static AutoCloseable start(String[] args) throws IOException {
        if (args.length == 6 && args[0].equals("postgres")) {
            Dataset dataset =
                    new Dataset(Long.parseLong(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            Postgres postgres = args[1].contains("://")
                    ? new Postgres.Yours(PostgresAddress.of(args[1]), args[1])
                    : Postgres.Embedded.start(Path.of(args[1]), Integer.parseInt(args[5]));
            // SIGTERM and Ctrl-C must clean up just as the end of input does.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-postgres"));
            Seed.fill(postgres.address(), dataset);
            ready(Map.of("url", postgres.url(), "pid", postgres.pid()));
            return postgres;
        }
        if (args.length == 5 && args[0].equals("rpc")) {
            RpcService service = RpcService.start(
                    Long.parseLong(args[1]), Latency.of(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            ready(Map.of("url", "http://127.0.0.1:" + service.port()));
            return service;
        }
        throw new IllegalArgumentException(USAGE);
    }

    private static void ready(Map<String, Object> line) {
        System.out.println(JsonMapper.shared().writeValueAsString(line));
        System.out.flush();
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Whatever is written here means nothing; only the end does.
        }
    }
}
