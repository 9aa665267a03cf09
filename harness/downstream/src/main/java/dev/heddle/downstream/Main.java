package dev.heddle.downstream;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import dev.heddle.workload.PostgresAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one downstream until standard input ends. Lines on standard input steer PostgreSQL; {@link PostgresControl} says which.
 */
public final class Main {
    private static final String USAGE = """
            usage: downstream.jar postgres FOLDER|URL SEED CUSTOMERS ORDERS CONNECTIONS
                   downstream.jar rpc SEED LATENCY REPLY_BYTES EVENT_LOOPS [FAULTS_JSON]""";

    /** Holds a downstream under way, and what answers the lines that its parent writes. */
    private record Running(AutoCloseable downstream, UnaryOperator<String> control) {}

    private Main() {}

    /** Ends with exit code 0 when its parent ends it, 1 when it could not start, and 2 on bad usage. */
    public static void main(String[] args) throws IOException {
        try {
            Running running = start(args);
            try (AutoCloseable downstream = running.downstream()) {
                obey(running.control());
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static Running start(String[] args) throws IOException {
        if (args.length == 6 && args[0].equals("postgres")) {
            Dataset dataset =
                    new Dataset(Long.parseLong(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            int connections = Integer.parseInt(args[5]);
            Postgres postgres = args[1].contains("://")
                    ? new Postgres.Yours(PostgresAddress.of(args[1]), args[1])
                    : Postgres.Embedded.start(Path.of(args[1]), connections);
            // SIGTERM and Ctrl-C must clean up just as the end of input does.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-postgres"));
            Seed.requireRoom(postgres.address(), connections);
            Seed.fill(postgres.address(), dataset);
            PostgresControl control = new PostgresControl(postgres);
            say(Map.of("url", postgres.url(), "pid", postgres.pid()));
            return new Running(control, line -> JsonMapper.shared().writeValueAsString(control.answer(line)));
        }
        if ((args.length == 5 || args.length == 6) && args[0].equals("rpc")) {
            RpcService service = RpcService.start(
                    Long.parseLong(args[1]),
                    Latency.of(args[2]),
                    args.length == 6 ? FaultsJson.read(args[5]) : Faults.NONE,
                    Integer.parseInt(args[3]),
                    Integer.parseInt(args[4]));
            say(Map.of("url", "http://127.0.0.1:" + service.port()));
            return new Running(service, line -> "{\"error\":\"it is steered over HTTP, by /control\"}");
        }
        throw new IllegalArgumentException(USAGE);
    }

    private static void say(Map<String, Object> line) {
        say(JsonMapper.shared().writeValueAsString(line));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void obey(UnaryOperator<String> control) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            say(control.apply(line));
        }
    }
}
