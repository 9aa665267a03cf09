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

/** Tomcat with a platform thread for every request in flight, and another for every call in flight. */
public final class Main {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int SPARE_THREADS = 16;

    private Main() {}

    /** Settings come from the environment; exit code 2 when they are wrong. */
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
        // Tomcat wants a folder it never uses here; this one exists everywhere, and nothing is written to it.
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setSilent(true);
        tomcat.setConnector(connector(settings));
        // No page of Tomcat's own for what never reaches the servlet: its status says it all.
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
        // 200 by default, which would measure a queue: as many as the experiment holds in flight, and a few that refuse
        // what is beyond and answer /noop meanwhile.
        connector.setProperty("maxThreads", Integer.toString(settings.maxInFlight() + SPARE_THREADS));
        // 8,192 by default, fewer than the idle ladder's rungs.
        connector.setProperty("maxConnections", "-1");
        connector.setProperty("acceptCount", "16384");
        // 100 by default: a reconnect every 100 requests.
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("keepAliveTimeout", "600000");
        connector.setProperty("tcpNoDelay", "true");
        // A head that is begun and not continued; 20 s by default.
        connector.setProperty("connectionTimeout", "10000");
        // So that TRACE, too, gets the servlet's 405.
        connector.setAllowTrace(true);
        return connector;
    }

    /**
     * A thread a call; an idle one is reused last in, first out, while its stack is still in the cache. Twice as many as calls in flight, since
     * one that has delivered its reply is not back in the pool at once; it would be a refusal without an overload.
     */
    private static ExecutorService callThreads(Settings settings) {
        int most = 2 * settings.maxInFlight() * settings.calls();
        return new ThreadPoolExecutor(0, most, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    /** Finishes what is in flight. Tomcat's own graceful stop would wait for idle connections too, which do not end by themselves. */
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
