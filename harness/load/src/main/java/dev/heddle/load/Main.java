package dev.heddle.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Runs the load process: commands in, events out, until standard input ends. */
public final class Main {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Main() {}

    /**
     * Runs {@code load.jar EVENT_LOOPS [tick=MICROSECONDS | precedence=none | hyperfoil=URL [AGENT=HOST[:PORT]…]]}. It exits with 0 at the end of
     * input, which ends what is under way, and with 2 on bad usage.
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 0 || !args[0].matches("[1-9][0-9]{0,3}")) {
            System.err.println(
                    "usage: load.jar EVENT_LOOPS [tick=MICROSECONDS | precedence=none | hyperfoil=URL [AGENT=HOST[:PORT]...]]");
            System.exit(2);
        }
        // A failure that nobody foresaw must end the process, and not leave the bench waiting.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService commands = Executors.newSingleThreadExecutor();
        Semaphore proceed = new Semaphore(0);
        LoadEngine engine = engine(Integer.parseInt(args[0]), List.of(args).subList(1, args.length));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Command command = JSON.readValue(line, Command.class);
            if (command instanceof Command.Proceed) {
                proceed.release();
            } else {
                commands.execute(() -> obey(engine, command, out, proceed));
            }
        }
        engine.close();
        System.exit(0);
    }

    private static LoadEngine engine(int eventLoops, List<String> choice) {
        if (choice.isEmpty()) {
            return new NettyEngine(eventLoops);
        }
        if (choice.getFirst().matches("tick=[1-9][0-9]{0,5}")) {
            long micros = Long.parseLong(choice.getFirst().substring("tick=".length()));
            return new NettyEngine(eventLoops, TimeUnit.MICROSECONDS.toNanos(micros), Transport.best());
        }
        if (choice.getFirst().equals("precedence=none")) {
            return new NettyEngine(eventLoops, NettyEngine.AUTOMATIC_TICK, Transport.best(), false);
        }
        LoadEngine engine = new HyperfoilEngine(
                Hyperfoil.parse(choice.getFirst(), choice.subList(1, choice.size())),
                eventLoops,
                HyperfoilEngine.PATIENCE);
        // A run on a controller goes on without us; on Ctrl-C it must not.
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "kill-run"));
        return engine;
    }

    private static void obey(LoadEngine engine, Command command, PrintStream out, Semaphore proceed) {
        try {
            say(
                    out,
                    switch (command) {
                        case Command.Run run -> new Event.Report(engine.run(run.plan(), announcing(out, proceed)));
                        case Command.Proceed none -> throw new LoadException("nothing waits to proceed");
                        case Command.Populate populate -> engine.populate(populate);
                        case Command.Settle settle -> engine.settle(settle);
                    });
        } catch (LoadException e) {
            say(out, new Event.Failed(String.valueOf(e.getMessage())));
        }
    }

    private static LoadEngine.Window announcing(PrintStream out, Semaphore proceed) {
        return new LoadEngine.Window() {
            @Override
            public void ready() {
                say(out, new Event.Ready());
                proceed.acquireUninterruptibly();
            }

            @Override
            public void drained() {
                say(out, new Event.Drained());
                proceed.acquireUninterruptibly();
            }

            @Override
            public void begins() {
                say(out, new Event.Measuring());
            }

            @Override
            public void ended() {
                say(out, new Event.Measured());
            }

            @Override
            public void second(String stream, Second second) {
                say(out, new Event.Second(stream, second));
            }
        };
    }

    private static synchronized void say(PrintStream out, Event event) {
        out.println(JSON.writeValueAsString(event));
    }
}
