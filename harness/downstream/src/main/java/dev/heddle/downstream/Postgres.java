package dev.heddle.downstream;

import dev.heddle.workload.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** A PostgreSQL server to measure against. */
sealed interface Postgres extends AutoCloseable {
    /** Where it is. */
    PostgresAddress address();

    /** The same as {@code postgresql://user:password@host:port/database}. */
    String url();

    /** Process id of the postmaster, or -1 where it is not ours to know. */
    long pid();

    @Override
    void close();

    /** The reader's own server; what Heddle put there is dropped at the end. */
    record Yours(PostgresAddress address, String url) implements Postgres {
        @Override
        public long pid() {
            return -1;
        }

        @Override
        public void close() {
            Seed.drop(address);
        }
    }

    /** A server of our own, with its binaries and data in one folder that goes when it stops. */
    final class Embedded implements Postgres {
        private final EmbeddedPostgres server;
        private final Path folder;
        private final long pid;

        private Embedded(EmbeddedPostgres server, Path folder, long pid) {
            this.server = server;
            this.folder = folder;
            this.pid = pid;
        }

        /**
         * Starts a server on a free port.
         *
         * @param folder a folder of its own, made if need be and deleted by {@link #close}
         * @param connections the most clients at once
         * @throws IOException if it does not start, saying what to do
         */
        static Embedded start(Path folder, int connections) throws IOException {
            Path data = folder.resolve("data");
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", Integer.toString(connections + 10))
                        .setServerConfig("shared_buffers", "128MB")
                        // The data is read only and worth nothing: no durability to pay for.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        // Nothing of its own accord while a trial runs.
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("jit", "off")
                        .setServerConfig("max_parallel_workers_per_gather", "0")
                        .start();
                String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
                return new Embedded(server, folder, Long.parseLong(pid.trim()));
            } catch (IOException | IllegalStateException e) {
                delete(folder);
                throw new IOException(
                        "PostgreSQL did not start in " + folder + ": " + e.getMessage()
                                + "\nCheck that the folder is writable and has 200 MB free and, as root, that `unshare -U true` works;"
                                + "\nor use a server of your own: --postgres postgresql://user:password@host:port/database",
                        e);
            }
        }

        @Override
        public PostgresAddress address() {
            return PostgresAddress.of(url());
        }

        @Override
        public String url() {
            return "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/postgres";
        }

        @Override
        public long pid() {
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
