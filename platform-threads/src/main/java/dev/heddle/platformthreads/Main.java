package dev.heddle.platformthreads;

import dev.heddle.blocking.BlockingSummary;
import dev.heddle.workload.Settings;
import dev.heddle.workload.Termination;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/** Starts Tomcat with a platform thread for every request in flight, and another one for every call in flight. */
public final class Main {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int SPARE_THREADS = 16;

    private Main() {}

    /** Reads the settings from the environment, and exits with code 2 when they are wrong. */
    public static void main(String[] args) throws LifecycleException {
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        BlockingSummary summary = new BlockingSummary(settings, callThreads(settings));
        Tomcat tomcat = new Tomcat();
        // Tomcat wants a folder that it never uses here. This one exists everywhere, and nothing is written to it.
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setSilent(true);
        tomcat.setConnector(connector(settings));
        // Tomcat adds no page of its own to what never reaches the servlet: the status says it all.
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass("");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "summary", new SummaryServlet(summary));
        context.addServletMappingDecoded("/", "summary");
        tomcat.start();
        Termination.onSignal(() -> stop(tomcat, summary));
        tomcat.getServer().await();
    }

    private static Connector connector(Settings settings) {
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(settings.port());
        connector.setProperty("address", settings.host());
        // The default of 200 would measure a queue. There are as many threads as the experiment holds in flight, and
        // a few more that refuse what is beyond and answer /noop meanwhile.
        connector.setProperty("maxThreads", Integer.toString(settings.maxInFlight() + SPARE_THREADS));
        // The default of 8,192 is fewer than the idle ladder's rungs.
        connector.setProperty("maxConnections", "-1");
        connector.setProperty("acceptCount", "16384");
        // The default of 100 would mean a reconnect every 100 requests.
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("keepAliveTimeout", "600000");
        connector.setProperty("tcpNoDelay", "true");
        // This ends a head that is begun and not continued; the default is 20 s.
        connector.setProperty("connectionTimeout", "10000");
        // TRACE, too, gets the servlet's 405.
        connector.setAllowTrace(true);
        return connector;
    }

    /**
     * Makes a pool with a thread for each call. The thread that became idle last is reused first, while its stack is still in the
     * cache. The pool allows twice as many threads as calls in flight, since a thread that has delivered its reply is not back in
     * the pool at once; otherwise the pool would refuse without an overload.
     */
    private static ExecutorService callThreads(Settings settings) {
        int most = 2 * settings.maxInFlight() * settings.calls();
        return new ThreadPoolExecutor(0, most, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    /**
     * Finishes what is in flight. Tomcat's own graceful stop would wait for idle connections too, and those do not end by
     * themselves.
     */
    private static void stop(Tomcat tomcat, BlockingSummary summary) {
        tomcat.getConnector().pause();
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (busy(tomcat.getConnector()) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        summary.close();
    }

    private static boolean busy(Connector connector) {
        return connector.getProtocolHandler().getExecutor()
                        instanceof org.apache.tomcat.util.threads.ThreadPoolExecutor requestThreads
                && requestThreads.getActiveCount() > 0;
    }
}
