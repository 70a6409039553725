package org.posthorn.imap.session;

import java.time.Duration;
import java.time.Instant;
import org.posthorn.imap.answer.Work;

/** Tells a client that waits for long that its command goes on. RFC 9585. */
final class ProgressResponse {
  private static final Duration INTERVAL = Duration.ofSeconds(10); // RFC 9585 §4: 10 to 15 seconds

  private static final Duration PROBE = Duration.ofMillis(100);

  private final ImapSession session;
  private Instant last = Instant.EPOCH;
  private int probes;

  ProgressResponse(ImapSession session) {
    this.session = session;
  }

  /** Work begins. */
  void begin() {
    last = session.steady().instant();
    probes = 0;
  }

  /** A step of it was made. */
  void stepped(String tag, Work work) {
    if (work.progress().isEmpty()) {
      return;
    }
    Instant now = session.steady().instant();
    Duration since = Duration.between(last, now);
    if (since.compareTo(INTERVAL) >= 0 || probes(since)) {
      last = now;
      session
          .out()
          .untagged(
              "OK [INPROGRESS (\""
                  + tag
                  + "\" "
                  + work.progress().getAsInt()
                  + " 100)] Still at it");
    }
  }

  /**
   * Who sends no more may still read, or be gone: the first line that is sent to nobody shows it to
   * the system, the second one to us.
   */
  private boolean probes(Duration since) {
    if (!session.wire().inputEnded() || probes > 1 || probes == 1 && since.compareTo(PROBE) < 0) {
      return false;
    }
    probes++;
    return true;
  }
}
