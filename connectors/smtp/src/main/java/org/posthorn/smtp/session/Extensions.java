package org.posthorn.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;

/** What the server announces. RFC 5321 §4.1.1.1. */
final class Extensions {
  private Extensions() {}

  /** The reply to EHLO and LHLO. */
  static SmtpReply announced(SessionState state) {
    SmtpSettings settings = state.settings();
    List<String> lines = new ArrayList<>();
    lines.add(settings.hostName());
    if (state.has(Role.ODMR)) {
      return onDemand(state, lines);
    }
    lines.add("PIPELINING"); // RFC 2920
    lines.add("SIZE " + settings.maxMessageSize()); // RFC 1870
    lines.add("8BITMIME"); // RFC 6152
    lines.add("SMTPUTF8"); // RFC 6531
    lines.add("CHUNKING"); // RFC 3030
    lines.add("BINARYMIME"); // RFC 3030
    lines.add("DSN"); // RFC 3461
    if (!state.has(Role.LMTP)) {
      lines.add("DELIVERBY"); // RFC 2852
      lines.add("NO-SOLICITING"); // RFC 3865
    }
    lines.add("RRVS"); // RFC 7293
    if (state.has(Role.MX)) {
      lines.add("PRDR"); // draft-hall-prdr-00
    }
    QueueStarter.announced(state, lines);
    IntroducedPeer.announced(state, lines);
    if (state.has(Role.SUBMISSION)) {
      lines.add(FutureRelease.announced(state.service().clock().instant())); // RFC 4865
      lines.add("MT-PRIORITY"); // RFC 6710
      lines.add("BURL imap"); // RFC 4468 §3.1
    }
    if (state.secured() && !state.has(Role.LMTP)) {
      lines.add("REQUIRETLS"); // RFC 8689 §2
    }
    lines.add("ENHANCEDSTATUSCODES"); // RFC 2034
    login(state, lines);
    lines.add("LIMITS RCPTMAX=" + settings.maxRecipients()); // RFC 9422
    return new SmtpReply(250, "", lines);
  }

  private static void login(SessionState state, List<String> lines) {
    if (state.wire().canStartTls()) {
      lines.add("STARTTLS"); // RFC 3207
    }
    List<String> mechanisms = state.mechanisms();
    if (!mechanisms.isEmpty() && state.login().isEmpty()) {
      lines.add("AUTH " + String.join(" ", mechanisms)); // RFC 4954
    }
  }

  private static SmtpReply onDemand(SessionState state, List<String> lines) {
    lines.add("ENHANCEDSTATUSCODES"); // RFC 2034
    login(state, lines);
    lines.add("ATRN"); // RFC 2645 §5.1.1
    return new SmtpReply(250, "", lines);
  }
}
