package org.posthorn.imap.session;

import java.time.Duration;
import java.time.Instant;

/** Tells a client that waits for long that its command goes on. RFC 9585. */
final class Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(10); // RFC 9585 §4: 10 to 15 seconds

  private final ImapSession session;
  private Instant last = Instant.EPOCH;

  Progress(ImapSession session) {
    this.session = session;
  }

  /** Work begins. */
  void begin() {
    last = session.clock().instant();
  }

  /** A step of it was made. */
  void stepped(String tag, Work work) {
    if (work.progress().isEmpty()) {
      return;
    }
    Instant now = session.clock().instant();
    if (Duration.between(last, now).compareTo(INTERVAL) >= 0) {
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
}
