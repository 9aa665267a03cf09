package dev.heddle.load;

import java.util.List;

/**
 * What a run saw of one stream. Histograms are HdrHistograms of nanoseconds with 3 digits, compressed, in base 64;
 * what an engine cannot measure is an empty string.
 *
 * <p>In an open loop they hold the requests whose intended start lies in the measuring window, whenever they end; in a closed loop
 * those whose answer arrives in the window.
 *
 * @param name the stream's
 * @param counts every request from first to last, within the window and around it
 * @param scheduledInWindow requests whose intended start (closed loop: whose sending) lies in the window
 * @param answeredInWindow right answers: in an open loop of those requests, in a closed loop those that arrive in the window
 * @param arrivedInWindow right answers that arrive in the window, whenever their requests began: what the server did in it. Where an engine can't
 *     tell, the same as {@code answeredInWindow}
 * @param failedInWindow of the requests scheduled in the window those that got a wrong answer, were refused or never sent: they have no
 *     response time
 * @param responseTime from intended start to end, of right answers, and of what timed out the time that it had waited
 * @param serviceTime from actual send to end, of right answers; in a closed loop the same as {@code responseTime}
 * @param lateness of the engine itself: from intended start until it took the request up, which is when it sent it unless every
 *     connection was busy; empty in a closed loop
 * @param perSecond from first to last second
 * @param mostBacklog the most requests that ever waited for a connection
 * @param connections open when the window began, idle ones included
 * @param reconnects connections opened in the place of one that went; -1 from an engine that doesn't count them
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
        List<Second> perSecond,
        int mostBacklog,
        int connections,
        long reconnects) {
    public StreamReport {
        perSecond = List.copyOf(perSecond);
    }
}
