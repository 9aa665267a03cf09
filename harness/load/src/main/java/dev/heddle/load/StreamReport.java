package dev.heddle.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a run saw of one stream. Histograms are HdrHistograms of nanoseconds with 3 digits, compressed, in base 64; if an
 * engine cannot measure one, it is an empty string.
 *
 * <p>In an open loop they hold the requests whose intended start lies in the measuring window, whenever they end; in a closed
 * loop, those whose answer arrives in the window.
 *
 * @param name the stream's name
 * @param counts the counts of every request from first to last, in the window and around it
 * @param scheduledInWindow requests whose intended start lies in the window; in a closed loop, requests that were sent in it
 * @param answeredInWindow right answers: in an open loop those to these requests, in a closed loop those that arrive in the
 *     window
 * @param arrivedInWindow right answers that arrive in the window, whenever their requests began: this is what the server did
 *     in it. If an engine can't tell, it is the same as {@code answeredInWindow}
 * @param failedInWindow how many of the requests scheduled in the window got a wrong answer, were refused or were never sent:
 *     they have no response time
 * @param responseTime the time from intended start to end of right answers; for requests that timed out, the time that they
 *     had waited
 * @param serviceTime the time from actual send to end of right answers; in a closed loop the same as {@code responseTime}
 * @param lateness how late the engine itself was: the time from intended start until it took the request up. It sends the
 *     request at that moment, unless every connection is busy. Empty in a closed loop
 * @param punctual response times without the engine's own lateness: the time from when it took a request up to the end of the answer. The
 *     server's own time lies between this and {@code responseTime}, as far as one late request does not make others wait. In a
 *     closed loop the same as {@code responseTime}; null in a record of before it was recorded
 * @param perSecond the seconds from first to last
 * @param mostBacklog the most requests that ever waited for a connection
 * @param connections connections that were open when the window began, idle ones included
 * @param reconnects connections that were opened in place of one that went; -1 if an engine doesn't count them
 */
public record StreamReport(
        String name,
        Tally counts,
        long scheduledInWindow,
        long answeredInWindow,
        long arrivedInWindow,
        long failedInWindow,
        String responseTime,
        String serviceTime,
        String lateness,
        @Nullable String punctual,
        List<Second> perSecond,
        int mostBacklog,
        int connections,
        long reconnects) {
    public StreamReport {
        perSecond = List.copyOf(perSecond);
    }
}
