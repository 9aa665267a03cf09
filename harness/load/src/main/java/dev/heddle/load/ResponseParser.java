package dev.heddle.load;

import java.util.Arrays;

/**
 * Reads HTTP/1.1 responses in one pass and without making objects. A head that is the last one to the byte is not read again. A
 * load generator that spends more than its server measures itself, so this is not a general codec; it calls malformed what it
 * does not understand. It remembers nothing of a connection: an incomplete response is read again from its start. Only one event
 * loop uses it.
 */
final class ResponseParser {
    /** Says what {@link #parse} found. */
    enum Result {
        /** The bytes end before the response does. */
        INCOMPLETE,
        /** There is a whole response; the accessors describe it. */
        COMPLETE,
        /** There is no response of HTTP/1.1, or one of a form that nobody should send. */
        MALFORMED
    }

    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.', '1', ' '};
    private static final int LONGEST_HEAD = 65_536;
    private static final int LONGEST_BODY = 64 << 20;
    private static final int NO_LENGTH = -1;

    /** The last whole head, from the status line to the empty line, and what it said. */
    private byte[] knownHead = new byte[512];

    private int knownLength = Integer.MAX_VALUE;
    private int status;
    private boolean closes;
    private int contentLength;
    private boolean chunked;

    private int bodyIndex;
    private int bodyLength;
    private int end;

    /** Returns the status of the response found. */
    int status() {
        return status;
    }

    /** Returns where its body begins in the buffer. A chunked body is joined there. */
    int bodyIndex() {
        return bodyIndex;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** Returns the index after its last byte. */
    int end() {
        return end;
    }

    /** Returns whether the server closes the connection after it. */
    boolean closes() {
        return closes;
    }

    /** Looks for one response. */
    Result parse(byte[] in, int start, int limit) {
        if (limit - start >= knownLength
                && Arrays.mismatch(in, start, start + knownLength, knownHead, 0, knownLength) < 0) {
            return body(in, start + knownLength, limit);
        }
        knownLength = Integer.MAX_VALUE;
        int lineEnd = lineEnd(in, start, limit);
        if (lineEnd < 0) {
            return limit - start > LONGEST_HEAD ? Result.MALFORMED : Result.INCOMPLETE;
        }
        if (!statusLine(in, start, lineEnd)) {
            return Result.MALFORMED;
        }
        contentLength = NO_LENGTH;
        chunked = false;
        closes = false;
        int at = lineEnd + 1;
        while (true) {
            lineEnd = lineEnd(in, at, limit);
            if (lineEnd < 0) {
                return limit - start > LONGEST_HEAD ? Result.MALFORMED : Result.INCOMPLETE;
            }
            if (lineEnd - at == 1) {
                remember(in, start, lineEnd + 1 - start);
                return body(in, lineEnd + 1, limit);
            }
            if (!header(in, at, lineEnd - 1)) {
                return Result.MALFORMED;
            }
            at = lineEnd + 1;
        }
    }

    private void remember(byte[] in, int start, int length) {
        if (knownHead.length < length) {
            knownHead = new byte[length];
        }
        System.arraycopy(in, start, knownHead, 0, length);
        knownLength = length;
    }

    /** Returns the index of the line feed that ends the line, or -1. */
    private static int lineEnd(byte[] in, int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (in[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] in, int at, byte[] what) {
        return Arrays.mismatch(in, at, at + what.length, what, 0, what.length) < 0;
    }

    /** Reads the status line, {@code HTTP/1.1 200 …}. */
    private boolean statusLine(byte[] in, int at, int lineEnd) {
        if (lineEnd - at < 13 || !startsWith(in, at, VERSION)) {
            return false;
        }
        status = 0;
        for (int i = at + 9; i < at + 12; i++) {
            int digit = in[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            status = status * 10 + digit;
        }
        return in[lineEnd - 1] == '\r';
    }

    /** Reads the three headers that decide where a response ends. Returns false if one of them makes no sense. */
    private boolean header(byte[] in, int at, int end) {
        switch (in[at] | 0x20) {
            case 'c' -> {
                if (named(in, at, end, "content-length:")) {
                    return contentLength(in, at + 15, end);
                }
                if (named(in, at, end, "connection:")) {
                    closes = contains(in, at + 11, end, "close");
                }
            }
            case 't' -> {
                if (named(in, at, end, "transfer-encoding:")) {
                    chunked = contains(in, at + 18, end, "chunked");
                    return chunked;
                }
            }
            default -> {
                // Every other header is up to the server.
            }
        }
        return true;
    }

    private boolean contentLength(byte[] in, int at, int end) {
        long length = 0;
        boolean any = false;
        for (int i = at; i < end; i++) {
            int c = in[i];
            if (c >= '0' && c <= '9') {
                length = length * 10 + c - '0';
                any = true;
            } else if (c != ' ') {
                return false;
            }
            if (length > LONGEST_BODY) {
                return false;
            }
        }
        contentLength = (int) length;
        return any;
    }

    private static boolean named(byte[] in, int at, int end, String lowerCase) {
        if (end - at < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int c = in[at + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] in, int at, int end, String lowerCase) {
        for (int i = at; i <= end - lowerCase.length(); i++) {
            if (named(in, i, end, lowerCase)) {
                return true;
            }
        }
        return false;
    }

    private Result body(byte[] in, int at, int limit) {
        bodyIndex = at;
        if (status == 204 || status == 304) {
            bodyLength = 0;
            end = at;
            return Result.COMPLETE;
        }
        if (chunked) {
            return chunks(in, at, limit);
        }
        if (contentLength == NO_LENGTH || status < 200) {
            // This is a body that ends with the connection, or an interim response: nobody asked for either.
            return Result.MALFORMED;
        }
        bodyLength = contentLength;
        end = at + contentLength;
        return end <= limit ? Result.COMPLETE : Result.INCOMPLETE;
    }

    /** Walks the chunks to see that all are there, then joins them in place. */
    private Result chunks(byte[] in, int first, int limit) {
        int at = first;
        while (true) {
            int lineEnd = lineEnd(in, at, limit);
            if (lineEnd < 0) {
                return Result.INCOMPLETE;
            }
            int size = chunkSize(in, at, lineEnd);
            if (size < 0) {
                return Result.MALFORMED;
            }
            int next = lineEnd + 1 + size + 2;
            if (next > limit) {
                return Result.INCOMPLETE;
            }
            if (in[next - 1] != '\n') {
                // Trailers are not read, and data of another length than the announced one is wrong.
                return Result.MALFORMED;
            }
            at = next;
            if (size == 0) {
                end = at;
                join(in, first);
                return Result.COMPLETE;
            }
        }
    }

    private void join(byte[] in, int first) {
        int at = first;
        int to = first;
        while (true) {
            int lineEnd = lineEnd(in, at, end);
            int size = chunkSize(in, at, lineEnd);
            if (size == 0) {
                bodyLength = to - first;
                return;
            }
            System.arraycopy(in, lineEnd + 1, in, to, size);
            to += size;
            at = lineEnd + 1 + size + 2;
        }
    }

    private static int chunkSize(byte[] in, int at, int lineEnd) {
        int size = 0;
        int digits = 0;
        for (int i = at; i < lineEnd; i++) {
            int digit = Character.digit(in[i], 16);
            if (digit < 0) {
                break;
            }
            size = size * 16 + digit;
            if (++digits > 7) {
                return -1;
            }
        }
        return digits == 0 ? -1 : size;
    }
}
