package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.bench.cli.Cli;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.suite.Workload;
import dev.heddle.workload.Faults;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DownstreamsTest {
    @Test
    void bothObeyTheirReins() throws Exception {
        Workload workload = Suites.read("smoke").workload();
        try (Launcher launcher = new Launcher(Cli.HOME, CpuPlan.unpinned());
                PostgresProcess postgres = launcher.postgres(null, workload, 42, 1);
                RpcProcess rpc = launcher.rpc(workload.rpc(), 42)) {
            rpc.faults(new Faults(1, 0, 0, 0, 0, 0, 1, List.of("s1")));
            assertThat(status(rpc.url() + "/rpc/s1/7")).isEqualTo(500);
            assertThat(status(rpc.url() + "/rpc/s0/7")).isEqualTo(200);
            assertThat(rpc.counts().outcomes()).isEqualTo(new RpcProcess.Outcomes(1, 1, 0, 0, 0, 0, 0, 0));
            rpc.faults(Faults.NONE);
            assertThat(status(rpc.url() + "/rpc/s1/7")).isEqualTo(200);

            long first = postgres.postmaster();
            int port = URI.create(postgres.url()).getPort();
            assertThat(postgres.queries()).isEqualTo(OptionalLong.of(0));
            postgres.hold();
            postgres.kill();
            postgres.release();
            postgres.stop();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
            postgres.start();
            new Socket("127.0.0.1", port).close();
            assertThat(postgres.postmaster()).isNotEqualTo(first);
        }
    }

    private static int status(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
