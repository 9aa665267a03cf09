package dev.heddle.downstream;

import dev.heddle.workload.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A PostgreSQL server to measure against. */
sealed interface Postgres extends AutoCloseable {
    /** Returns where the server is. */
    PostgresAddress address();

    /** Returns where the server is, as {@code postgresql://user:password@host:port/database}. */
    String url();

    /** Returns the process id of the postmaster, or -1 if it is not ours to know. */
    long pid();

    /**
     * Ends the server at once, as a crash would. Returns when it has gone.
     *
     * @throws IOException if it does not, or is not ours to stop
     */
    void stop() throws IOException;

    /**
     * Starts a stopped server again, with the same port and data. Returns when it takes queries.
     *
     * @throws IOException if it does not, or is not ours to start
     */
    void start() throws IOException;

    @Override
    void close();

    /** The reader's own server. What Heddle put there is dropped at the end. */
    record Yours(PostgresAddress address, String url) implements Postgres {
        @Override
        public long pid() {
            return -1;
        }

        @Override
        public void stop() throws IOException {
            throw new IOException("The server at " + address + " is yours and is not stopped; leave --postgres out");
        }

        @Override
        public void start() throws IOException {
            throw new IOException("The server at " + address + " is yours and is not started; leave --postgres out");
        }

        @Override
        public void close() {
            Seed.drop(address);
        }
    }

    /** A server of our own, with its data in a folder that goes when it stops. */
    final class Embedded implements Postgres {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final Path folder;
        private final int connections;
        private final int port;
        private EmbeddedPostgres server;
        private long pid;

        private Embedded(Path folder, int connections) throws IOException {
            this.folder = folder;
            this.connections = connections;
            this.server = launch(folder, connections, 0);
            this.port = server.getPort();
            this.pid = postmaster(folder);
        }

        /**
         * Starts a server on a free port.
         *
         * @param folder a folder of its own, made if need be and deleted by {@link #close}
         * @param connections the most clients at once
         * @throws IOException if it does not start, saying what to do
         */
        static Embedded start(Path folder, int connections) throws IOException {
            try {
                return new Embedded(folder, connections);
            } catch (IOException | IllegalStateException e) {
                delete(folder);
                throw new IOException(
                        "PostgreSQL did not start in " + folder + ": " + e.getMessage()
                                + "\nCheck that the folder is writable and has 200 MB free and, as root, that `unshare -U true` works;"
                                + "\nor use a server of your own: --postgres postgresql://user:password@host:port/database",
                        e);
            }
        }

        /** Starts a server on the data in the folder, or on a new database. Port 0 means a free one. */
        private static EmbeddedPostgres launch(Path folder, int connections, int port) throws IOException {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries(folder).toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(PATIENCE)
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", Integer.toString(connections + 10))
                    .setServerConfig("shared_buffers", "128MB")
                    // The data is read only and worth nothing, so there is no durability to pay for.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    // The server does nothing of its own accord while a trial runs.
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("jit", "off")
                    .setServerConfig("max_parallel_workers_per_gather", "0")
                    // This extension counts queries, which proves that every contestant asks as many.
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("pg_stat_statements.track_utility", "off")
                    // A stopped server forgets its counts, so whoever counts need not guess whether it did.
                    .setServerConfig("pg_stat_statements.save", "off")
                    .start();
        }

        /** Where the binaries are unpacked: beside this program, once for all servers, or with the data where that is not ours to write. */
        private static Path binaries(Path folder) throws IOException {
            try {
                Path program = Path.of(Postgres.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                Path beside = program.resolveSibling("postgresql");
                return Files.isWritable(Files.exists(beside) ? beside : beside.getParent())
                        ? beside
                        : folder.resolve("binaries");
            } catch (URISyntaxException e) {
                throw new IOException("no folder of this program: " + e.getMessage(), e);
            }
        }

        private static long postmaster(Path folder) throws IOException {
            return Long.parseLong(Files.readAllLines(pidFile(folder)).getFirst().trim());
        }

        private static Path pidFile(Path folder) {
            return folder.resolve("data/postmaster.pid");
        }

        @Override
        public synchronized void stop() throws IOException {
            if (!Files.exists(pidFile(folder))) {
                return;
            }
            // SIGQUIT is PostgreSQL's immediate shutdown; the postmaster removes its file last.
            new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid).start();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (Files.exists(pidFile(folder))) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("PostgreSQL did not stop within " + PATIENCE.toSeconds() + " s");
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while PostgreSQL stopped", e);
                }
            }
            // This frees the lock on the folder; it logs that it finds no server to stop, which is no news.
            Logger.getLogger(EmbeddedPostgres.class.getName()).setLevel(Level.OFF);
            server.close();
        }

        @Override
        public synchronized void start() throws IOException {
            if (Files.exists(pidFile(folder))) {
                return;
            }
            try {
                server = launch(folder, connections, port);
            } catch (IllegalStateException e) {
                throw new IOException("PostgreSQL did not start again: " + e.getMessage(), e);
            }
            pid = postmaster(folder);
        }

        @Override
        public PostgresAddress address() {
            return PostgresAddress.of(url());
        }

        @Override
        public String url() {
            return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
        }

        @Override
        public synchronized long pid() {
            return pid;
        }

        @Override
        public synchronized void close() {
            if (!Files.exists(folder)) {
                return;
            }
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                delete(folder);
            }
        }

        private static void delete(Path folder) {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
