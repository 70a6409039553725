package org.posthorn.relay.control;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;

/** Keeps what was told about TLS. */
final class Recorded implements TlsRecorder {
  private final List<TlsSession> sessions = new ArrayList<>();
  private final List<String> offers = new ArrayList<>();

  @Override
  public synchronized void count(TlsSession session) {
    sessions.add(session);
  }

  @Override
  public synchronized void seen(String domain, boolean startTls, boolean requireTls) {
    offers.add(domain + (startTls ? " STARTTLS" : "") + (requireTls ? " REQUIRETLS" : ""));
  }

  synchronized List<TlsSession> sessions() {
    return List.copyOf(sessions);
  }

  synchronized List<String> offers() {
    return List.copyOf(offers);
  }

  /** The results in the order of the alphabet, as {@code sts:certificate-expired tlsa:ok}. */
  synchronized String results() {
    TreeSet<String> results = new TreeSet<>();
    for (TlsSession each : sessions) {
      String type =
          each.failure().map(failure -> failure.type()).map(TlsResultType::text).orElse("ok");
      results.add(each.policy().type().text() + ':' + type);
    }
    return String.join(" ", results);
  }
}
