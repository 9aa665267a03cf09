package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private static final String LENGTH = "HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\nX-A: b\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n";

    private final ResponseParser parser = new ResponseParser();

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void everyPrefixIsIncompleteAndTheWholeIsComplete(String response) {
        for (int length = 0; length < response.length(); length++) {
            assertThat(parse(bytes(response.substring(0, length))))
                    .as("the first %d bytes", length)
                    .isEqualTo(ResponseParser.Result.INCOMPLETE);
        }
        byte[] in = bytes(response + "HTTP/1.1 next");
        assertThat(parse(in)).isEqualTo(ResponseParser.Result.COMPLETE);
        assertThat(parser.status()).isEqualTo(200);
        assertThat(new String(in, parser.bodyIndex(), parser.bodyLength(), StandardCharsets.US_ASCII))
                .isEqualTo("hello");
        assertThat(parser.end()).isEqualTo(response.length());
        assertThat(parser.closes()).isFalse();
    }

    @Test
    void noContentHasNoBody() {
        assertThat(parse(bytes("HTTP/1.1 204 No Content\r\nConnection: Close\r\n\r\n")))
                .isEqualTo(ResponseParser.Result.COMPLETE);
        assertThat(parser.bodyLength()).isZero();
        assertThat(parser.closes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nuntil the end",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            })
    void whatIsNoProperResponseIsMalformed(String response) {
        assertThat(parse(bytes(response))).isEqualTo(ResponseParser.Result.MALFORMED);
    }

    private ResponseParser.Result parse(byte[] in) {
        return parser.parse(in, 0, in.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
