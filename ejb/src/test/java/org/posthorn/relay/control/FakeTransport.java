package org.posthorn.relay.control;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** Says to each recipient what the test wants; delivers without word. */
final class FakeTransport implements Transport {
  private final Map<Address, RecipientResult> answers = new HashMap<>();
  private final List<OutgoingMail> sent = new ArrayList<>();
  private final List<String> ways = new ArrayList<>();
  private final Map<String, InetAddress> hosts = new HashMap<>();
  private static final ThreadLocal<Address> LAST = new ThreadLocal<>();
  private Runnable before = () -> {};
  private boolean reports;
  private Optional<Transport> real = Optional.empty();

  void answer(Address recipient, int code, String status, String text) {
    Outcome outcome =
        status.startsWith("2")
            ? Outcome.DELIVERED
            : status.startsWith("4") ? Outcome.DEFERRED : Outcome.FAILED;
    answers.put(recipient, new RecipientResult(recipient, outcome, code, status, text));
  }

  /** Whether the peers take over to tell senders of success. RFC 3461 §5.2.1. */
  void reports(boolean now) {
    reports = now;
  }

  /** Where a domain's mail goes; otherwise to nowhere in particular. */
  void host(String domain, InetAddress address) {
    hosts.put(domain, address);
  }

  /** On which ways something was sent, besides the usual one. */
  List<String> ways() {
    return ways;
  }

  @Override
  public Transport via(NextHop hop) {
    return (mail, domain, limit, share) -> {
      ways.add(hop.name());
      return deliver(mail, domain, limit, share);
    };
  }

  /** Runs in each attempt before it has a result. */
  void before(Runnable action) {
    before = action;
  }

  /** To whom the last attempt of this thread is. */
  Address last() {
    return LAST.get();
  }

  /** Lets all go by another one. */
  void real(Transport transport) {
    real = Optional.of(transport);
  }

  /** What was sent, in order. */
  synchronized List<OutgoingMail> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share) {
    if (real.isPresent()) {
      return real.get().deliver(mail, domain, limit, share);
    }
    InetAddress host = hosts.get(domain);
    if (host == null) {
      return deliver(mail);
    }
    if (!share.dial(host)) {
      return new Result.Busy(host);
    }
    try {
      return deliver(mail);
    } finally {
      share.hangUp(host);
    }
  }

  private Result deliver(OutgoingMail mail) {
    LAST.set(mail.recipients().get(0));
    synchronized (this) {
      sent.add(mail);
    }
    before.run();
    return new Result.Made(mail.recipients().stream().map(this::attempted).toList());
  }

  private RecipientOutcome attempted(Address recipient) {
    RecipientResult fine =
        new RecipientResult(recipient, Outcome.DELIVERED, 250, "2.0.0", "250 2.0.0 fine", reports);
    return new RecipientOutcome(answers.getOrDefault(recipient, fine), "mx." + recipient.domain());
  }
}
