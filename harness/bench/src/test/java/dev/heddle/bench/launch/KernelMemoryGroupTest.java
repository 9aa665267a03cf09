package dev.heddle.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelMemoryGroupTest {
    private static final int SOCKETS = 500;

    @TempDir
    private Path folder;

    /** Of a TCP socket the slab caches of Linux 6.18 hold 2,368 bytes, of its inode 832, of file and name 192 each. */
    @Test
    void anAcceptedSocketIsChargedWhole() throws Exception {
        assumeThat(chargesAcceptedSockets()).as("Linux 6.12 or later").isTrue();
        Path source = Files.writeString(folder.resolve("Server.java"), """
                import java.net.*;
                import java.util.*;
                public class Server {
                    public static void main(String[] a) throws Exception {
                        ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                        System.out.println(listener.getLocalPort());
                        List<Socket> accepted = new ArrayList<>();
                        while (true) {
                            Socket socket = listener.accept();
                            socket.getOutputStream().write(socket.getInputStream().read());
                            accepted.add(socket);
                        } } }
                """);
        try (KernelMemoryGroup group = KernelMemoryGroup.create("test")) {
            assumeThat(group.bytes().isPresent())
                    .as("a control group for memory, which root can make")
                    .isTrue();
            List<String> command = new ArrayList<>(group.prefix());
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    source.toString()));
            Process server = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<Socket> sockets = new ArrayList<>();
            try {
                int port = Integer.parseInt(server.inputReader().readLine());
                connect(port, sockets);
                long before = group.bytes().orElseThrow();
                connect(port, sockets);
                long each = (group.bytes().orElseThrow() - before) / SOCKETS;
                assertThat(each).isBetween(3_000L, 10_000L);
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static void connect(int port, List<Socket> sockets) throws IOException {
        for (int i = 0; i < SOCKETS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            sockets.add(socket);
        }
    }

    private static boolean chargesAcceptedSockets() {
        int[] version = Arrays.stream(System.getProperty("os.version").split("[^0-9]+", 3))
                .limit(2)
                .mapToInt(Integer::parseInt)
                .toArray();
        return System.getProperty("os.name").equals("Linux")
                && (version[0] > 6 || (version[0] == 6 && version[1] >= 12));
    }
}
