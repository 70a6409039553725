package org.posthorn.relay.control;

import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.smtp.client.ClientSession;

/** How TLS went with one address of a host, by each policy that applies. For one thread. */
final class TlsEncounter {
  private final HostTls tls;
  private final String host;
  private final InetAddress address;
  private final Clock clock;
  private final TlsRecorder recorder;
  private final Map<TlsRule, Optional<TlsFailure>> results = new LinkedHashMap<>();
  private String from = "";
  private Optional<Offer> offer = Optional.empty();

  /** What a server offers. */
  record Offer(boolean startTls, boolean requireTls) {}

  TlsEncounter(HostTls tls, String host, InetAddress address, OutgoingTls sources) {
    this.tls = tls;
    this.host = host;
    this.address = address;
    this.clock = sources.clock();
    this.recorder = sources.recorder();
  }

  /** What was decided about the host. */
  HostTls tls() {
    return tls;
  }

  String host() {
    return host;
  }

  /** A connection stands. */
  void from(InetAddress local) {
    from = local.getHostAddress();
  }

  /**
   * The server has shown its certificates.
   *
   * @return why no mail may go there, if so
   */
  Optional<TlsFailure> shown(Optional<CertificateChain> chain) {
    for (TlsRule rule : tls.rules()) {
      results.put(
          rule,
          chain
              .map(each -> rule.check().objection(each, clock.instant()))
              .orElseGet(TlsEncounter::nothingShown));
    }
    return tls.rules().stream()
        .filter(TlsRule::enforced)
        .flatMap(rule -> results.getOrDefault(rule, Optional.empty()).stream())
        .findFirst();
  }

  private static Optional<TlsFailure> nothingShown() {
    return Optional.of(
        new TlsFailure(TlsResultType.VALIDATION_FAILURE, "The server has no certificate"));
  }

  /** TLS was begun and did not come about. */
  void broken() {
    all(TlsResultType.VALIDATION_FAILURE, "TLS could not be started");
  }

  /** The dialogue is over. */
  void heard(ClientSession session) {
    if (session.startTlsMissing()) {
      all(TlsResultType.STARTTLS_NOT_SUPPORTED, "The server offers no TLS");
      offer = Optional.of(new Offer(false, false));
    } else if (session.secure()) {
      offer = Optional.of(new Offer(true, session.requireTlsOffered()));
    }
  }

  private void all(TlsResultType type, String reason) {
    tls.rules().forEach(rule -> results.put(rule, Optional.of(new TlsFailure(type, reason))));
  }

  /** Counts the results, each once; what the server offers, when it has said so. */
  Optional<Offer> close() {
    results.forEach(
        (rule, failure) ->
            recorder.count(
                new TlsSession(rule.policy(), failure, from, host, address.getHostAddress())));
    results.clear();
    return offer;
  }
}
