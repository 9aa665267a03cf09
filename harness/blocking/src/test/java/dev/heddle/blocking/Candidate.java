package dev.heddle.blocking;

import dev.heddle.workload.RpcJson;
import dev.heddle.workload.RpcReply;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The blocking HTTP clients that are compared. Each is tuned as its maintainers advise: keep-alive without a limit that anyone
 * waits for, TCP_NODELAY, buffers of 1 KiB if they can be set, and nothing switched on that the call does not need. All of them
 * read the body into bytes and decode it with the same code, and all have a timeout of a minute that never strikes.
 */
enum Candidate {
    /** {@link RpcClient} as the contestants use it: HttpCore's connections, a stack of idle ones, {@link Deadlines}. */
    HTTPCORE_CONNECTION("HttpCore 5.4.4 connections (`RpcClient`)") {
        @Override
        Calls open(URI base, int connections, boolean virtual) {
            RpcClient client = new RpcClient(base, connections, TIMEOUT, new Deadlines());
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) {
                    return client.prepare(service, id, System.nanoTime() + TIMEOUT.toNanos())
                            .run();
                }

                @Override
                public void close() {
                    client.close();
                }
            };
        }
    },

    /** The same connections, with a socket timeout instead of {@link Deadlines}: this shows what the usual way costs. */
    HTTPCORE_TIMEOUT("HttpCore 5.4.4 connections, socket timeout") {
        @Override
        Calls open(URI base, int connections, boolean virtual) {
            InetSocketAddress address = new InetSocketAddress(base.getHost(), base.getPort());
            Deque<RpcConnection> idle = new ConcurrentLinkedDeque<>();
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) throws Exception {
                    RpcConnection leased = idle.pollFirst();
                    RpcConnection connection = leased == null ? new RpcConnection() : leased;
                    byte[] body = connection.get(
                            address, base.getRawAuthority(), path(service, id), (int) TIMEOUT.toMillis());
                    idle.addFirst(connection);
                    return RpcJson.decode(body, 0, body.length);
                }

                @Override
                public void close() {
                    idle.forEach(RpcConnection::abort);
                }
            };
        }
    },

    /** HttpCore's own requester and pool. */
    HTTPCORE_REQUESTER("HttpCore 5.4.4 `HttpRequester`, lax pool") {
        @Override
        Calls open(URI base, int connections, boolean virtual) {
            HttpRequester client = RequesterBootstrap.bootstrap()
                    .setHttpProcessor(HttpProcessorBuilder.create()
                            .add(RequestTargetHost.INSTANCE)
                            .build())
                    .setHttp1Config(SMALL_BUFFERS)
                    .setSocketConfig(SOCKET)
                    .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                    .setPoolReusePolicy(PoolReusePolicy.LIFO)
                    .setMaxTotal(connections)
                    .setDefaultMaxPerRoute(connections)
                    .create();
            HttpHost host = new HttpHost(base.getScheme(), base.getHost(), base.getPort());
            Timeout timeout = Timeout.of(TIMEOUT);
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) throws Exception {
                    return client.execute(
                            host,
                            new BasicClassicHttpRequest(Method.GET, path(service, id)),
                            timeout,
                            HttpCoreContext.create(),
                            Candidate::reply);
                }

                @Override
                public void close() {
                    client.close(CloseMode.IMMEDIATE);
                }
            };
        }
    },

    /** Apache HttpClient, classic. */
    HTTPCLIENT("HttpClient 5.6.5 classic, lax pool") {
        @Override
        Calls open(URI base, int connections, boolean virtual) {
            CloseableHttpClient client = HttpClientBuilder.create()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                            .setConnPoolPolicy(PoolReusePolicy.LIFO)
                            .setMaxConnTotal(connections)
                            .setMaxConnPerRoute(connections)
                            .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                    .http1Config(SMALL_BUFFERS)
                                    .build())
                            .setDefaultSocketConfig(SOCKET)
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(Timeout.of(TIMEOUT))
                                    .setSocketTimeout(Timeout.of(TIMEOUT))
                                    .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                                    .build())
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setAuthenticationEnabled(false)
                            .setRedirectsEnabled(false)
                            .setContentCompressionEnabled(false)
                            .setProtocolUpgradeEnabled(false)
                            .setConnectionRequestTimeout(Timeout.of(TIMEOUT))
                            .build())
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .disableRedirectHandling()
                    .disableContentCompression()
                    .disableAutomaticRetries()
                    .disableConnectionState()
                    .disableDefaultUserAgent()
                    .build();
            HttpHost host = new HttpHost(base.getScheme(), base.getHost(), base.getPort());
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) throws Exception {
                    return client.execute(
                            host, new BasicClassicHttpRequest(Method.GET, path(service, id)), null, Candidate::reply);
                }

                @Override
                public void close() {
                    client.close(CloseMode.IMMEDIATE);
                }
            };
        }
    },

    /** Helidon's web client; its read buffer of 8 KiB is fixed. */
    HELIDON("Helidon WebClient 4.5.0, HTTP/1.1") {
        @Override
        Calls open(URI base, int connections, boolean virtual) {
            Http1Client client = Http1Client.builder()
                    .baseUri(base)
                    .socketOptions(SocketOptions.builder().tcpNoDelay(true).build())
                    .connectTimeout(TIMEOUT)
                    .readTimeout(TIMEOUT)
                    .connectionCacheSize(connections)
                    .shareConnectionCache(false)
                    .sendExpectContinue(false)
                    .followRedirects(false)
                    .relativeUris(true)
                    .proxy(Proxy.noProxy())
                    .servicesDiscoverServices(false)
                    .writeBufferSize(1024)
                    .build();
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) throws Exception {
                    try (Http1ClientResponse response =
                            client.get(path(service, id)).request()) {
                        return decode(
                                response.status().code(), response.inputStream().readAllBytes());
                    }
                }

                @Override
                public void close() {
                    client.closeResource();
                }
            };
        }
    },

    /** The JDK's client, sending synchronously. Its helper threads are of the kind that is measured. */
    JDK("java.net.http, HTTP/1.1") {
        @Override
        List<String> jvmOptions() {
            return List.of("-Djdk.httpclient.bufsize=1024");
        }

        @Override
        Calls open(URI base, int connections, boolean virtual) {
            ExecutorService executor = virtual
                    ? Executors.newVirtualThreadPerTaskExecutor()
                    : Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(executor)
                    .connectTimeout(TIMEOUT)
                    .build();
            return new Calls() {
                @Override
                public RpcReply call(int service, long id) throws Exception {
                    HttpRequest request = HttpRequest.newBuilder(base.resolve(path(service, id)))
                            .timeout(TIMEOUT)
                            .build();
                    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                    return decode(response.statusCode(), response.body());
                }

                @Override
                public void close() {
                    client.shutdownNow();
                    executor.shutdownNow();
                }
            };
        }
    };

    /** Calls through an open client. Any number of threads may call at the same time. */
    interface Calls extends AutoCloseable {
        RpcReply call(int service, long id) throws Exception;

        @Override
        void close();
    }

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Http1Config SMALL_BUFFERS =
            Http1Config.custom().setBufferSize(1024).build();
    private static final SocketConfig SOCKET = SocketConfig.custom()
            .setTcpNoDelay(true)
            .setSoTimeout(Timeout.of(TIMEOUT))
            .build();

    private final String title;

    Candidate(String title) {
        this.title = title;
    }

    /** Returns the name in the table. */
    String title() {
        return title;
    }

    /** Returns the JVM options that the client's tuning needs. */
    List<String> jvmOptions() {
        return List.of();
    }

    /**
     * Opens the client.
     *
     * @param connections the most connections it will need
     * @param virtual whether virtual threads will call it
     */
    abstract Calls open(URI base, int connections, boolean virtual);

    private static String path(int service, long id) {
        return "/rpc/s" + service + "/" + id;
    }

    private static RpcReply reply(ClassicHttpResponse response) throws IOException {
        int length = (int) response.getEntity().getContentLength();
        return decode(response.getCode(), response.getEntity().getContent().readNBytes(length));
    }

    private static RpcReply decode(int status, byte[] body) throws IOException {
        if (status != 200) {
            throw new IOException("status " + status);
        }
        return RpcJson.decode(body, 0, body.length);
    }
}
