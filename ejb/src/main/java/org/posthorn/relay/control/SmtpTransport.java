package org.posthorn.relay.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailauth.dns.MxHost;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.ClientSettings;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.smtp.client.StartTls;

/** Delivers by SMTP to the hosts that DNS names for a domain. RFC 5321 §5.1. */
final class SmtpTransport implements Transport {
  private static final System.Logger LOG = System.getLogger(SmtpTransport.class.getName());
  private static final int MAX_ADDRESSES = 6; // tried in one attempt, before it is put off
  private static final int MAX_MAILS = 100; // by one connection
  private static final int MAX_HOSTS = 20; // so many are looked up

  private final RelaySettings settings;
  private final MxLookup mx;
  private final SmtpConnection connection;
  private final OutgoingTls tls;
  private final LongSupplier nanos;
  private final ScheduledExecutorService cutter;
  private final NextHop hop;
  private final IdleConnections idle;

  /**
   * @param tls decides about TLS
   * @param cutter closes connections that take too long
   * @param nanos a clock that never goes back
   */
  SmtpTransport(
      RelaySettings settings,
      MxLookup mx,
      OutgoingTls tls,
      ScheduledExecutorService cutter,
      LongSupplier nanos) {
    this(
        settings,
        mx,
        tls,
        cutter,
        nanos,
        NextHop.byDefault(settings),
        new IdleConnections(settings.keepIdle(), cutter));
  }

  private SmtpTransport(
      RelaySettings settings,
      MxLookup mx,
      OutgoingTls tls,
      ScheduledExecutorService cutter,
      LongSupplier nanos,
      NextHop hop,
      IdleConnections idle) {
    this.idle = idle;
    this.settings = settings;
    this.mx = mx;
    this.tls = tls;
    this.nanos = nanos;
    this.cutter = cutter;
    this.hop = hop;
    this.connection = new SmtpConnection(settings, hop, cutter);
  }

  @Override
  public Transport via(NextHop other) {
    return new SmtpTransport(settings, mx, tls, cutter, nanos, other, idle);
  }

  @Override
  public Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share) {
    long deadline = nanos.getAsLong() + limit.toNanos();
    AttemptProgress progress = new AttemptProgress(mail);
    DnsLookup<List<MxHost>> found = hosts(domain);
    if (found instanceof DnsLookup.No<List<MxHost>> no) {
      progress.failed("", no.status(), no.text());
    } else {
      DnsLookup.Yes<List<MxHost>> named = (DnsLookup.Yes<List<MxHost>>) found;
      List<MxHost> hosts = hop.server().isPresent() ? named.value() : beforeUs(named.value());
      if (hosts.isEmpty()) {
        progress.failed("", "5.4.6", "Mail for " + domain + " comes back to this host");
      }
      HostPolicies policies = policies(domain, named.secure(), TlsDemand.of(mail));
      Optional<InetAddress> busy = tryAll(hosts, policies, progress, deadline, share);
      if (busy.isPresent() && !progress.begun()) {
        return new Result.Busy(busy.get());
      }
      busy.ifPresent(any -> progress.failed("", "4.4.5", "The host gets other mail just now"));
    }
    return new Result.Made(progress.end());
  }

  private DnsLookup<List<MxHost>> hosts(String domain) {
    return hop.server()
        .<DnsLookup<List<MxHost>>>map(
            server -> new DnsLookup.Yes<>(List.of(new MxHost(0, server.host())), false))
        .orElseGet(() -> mx.hosts(domain));
  }

  private HostPolicies policies(String domain, boolean secureHosts, TlsDemand demand) {
    return hop.server()
        .<HostPolicies>map(server -> new TransportHostTls(server.tls(), demand, tls))
        .orElseGet(() -> tls.of(domain, secureHosts, demand));
  }

  // RFC 5321 §5.1: hosts as far away as we are, or farther, would send it back
  private List<MxHost> beforeUs(List<MxHost> hosts) {
    String own = settings.hostName().toLowerCase(Locale.ROOT);
    OptionalInt ours =
        hosts.stream()
            .filter(host -> own.contains(".") && host.name().equals(own))
            .mapToInt(MxHost::preference)
            .min();
    return ours.isEmpty()
        ? hosts
        : hosts.stream().filter(host -> host.preference() < ours.getAsInt()).toList();
  }

  /** Tries one after the other; the address that was left out because it is busy, if any. */
  private Optional<InetAddress> tryAll(
      List<MxHost> hosts,
      HostPolicies policies,
      AttemptProgress progress,
      long deadline,
      HostShare share) {
    int addresses = 0;
    int asked = 0;
    int best = Integer.MAX_VALUE; // preference of the host that is busy
    Optional<InetAddress> busy = Optional.empty();
    for (MxHost host : hosts) {
      if (host.preference() > best) { // RFC 5321 §5.1: it is there, so its stand-in must wait
        break;
      }
      if (progress.done() || asked++ == MAX_HOSTS) {
        return busy;
      }
      if (deadline - nanos.getAsLong() <= 0) {
        progress.failed("", "4.4.7", "The attempt took too long"); // RFC 3463 §3.5
        return busy;
      }
      HostTls decision = policies.host(host.name());
      if (decision.refusal().isPresent()) {
        HostTls.Refusal refusal = decision.refusal().get();
        progress.failed(host.name(), refusal.status(), refusal.text());
        if (addresses++ == MAX_ADDRESSES) {
          return busy;
        }
        continue;
      }
      for (InetAddress address : addresses(host, progress)) {
        if (progress.done() || addresses++ == MAX_ADDRESSES) {
          return busy;
        }
        if (deadline - nanos.getAsLong() <= 0) {
          progress.failed("", "4.4.7", "The attempt took too long"); // RFC 3463 §3.5
          return busy;
        }
        if (share.dial(address)) {
          try {
            TlsEncounter encounter = new TlsEncounter(decision, host.name(), address, tls);
            share.met(address, tryOne(encounter, address, progress, deadline));
            policies.seen(encounter);
          } finally {
            share.hangUp(address);
          }
        } else {
          best = host.preference();
          busy = Optional.of(address);
        }
      }
    }
    return busy;
  }

  private List<InetAddress> addresses(MxHost host, AttemptProgress progress) {
    DnsLookup<List<InetAddress>> found =
        hop.server().map(server -> server.addresses(mx)).orElseGet(() -> mx.addresses(host.name()));
    if (found instanceof DnsLookup.No<List<InetAddress>> no) {
      progress.failed(host.name(), no.status(), no.text());
      return List.of();
    }
    List<InetAddress> allowed = new ArrayList<>();
    List<InetAddress> all = ((DnsLookup.Yes<List<InetAddress>>) found).value();
    for (InetAddress address : hop.family().of(all)) {
      refusal(host, address)
          .ifPresentOrElse(
              refusal -> progress.failed(host.name(), refusal.status(), refusal.text()),
              () -> allowed.add(address));
    }
    if (!all.isEmpty() && hop.family().of(all).isEmpty()) {
      String text = "The host " + host.name() + " has no address of family " + hop.family().text();
      progress.failed(host.name(), "4.4.4", text); // RFC 3463 §3.5
    }
    return allowed;
  }

  // the administrator may name any server but this one
  private Optional<DestinationPolicy.Refusal> refusal(MxHost host, InetAddress address) {
    DestinationPolicy policy = settings.destinations();
    return hop.server().isEmpty()
        ? policy.refusal(host.name(), new InetSocketAddress(address, settings.port()))
        : policy.loop(host.name(), new InetSocketAddress(address, hop.server().get().port()));
  }

  /** Whether the server decided about anybody. */
  private boolean tryOne(
      TlsEncounter encounter, InetAddress address, AttemptProgress progress, long deadline) {
    HostTls decision = encounter.tls();
    StartTls startTls = decision.startTls();
    OutgoingMail mail = progress.remainingMail();
    boolean again = true;
    boolean well = false;
    while (again) {
      Duration limit = Duration.ofNanos(deadline - nanos.getAsLong());
      if (limit.isNegative() || limit.isZero()) {
        return well;
      }
      IdleConnections.Key key = key(encounter.host(), address, startTls, mail);
      Optional<ClientSession> reused = byKeptConnection(key, mail, limit);
      ClientSession session =
          reused.isPresent() ? reused.get() : new ClientSession(client(startTls), mail);
      boolean tlsFailed =
          reused.isEmpty()
              && connection.run(
                  session, address, encounter, limit, line -> keep(key, session, line));
      log(encounter.host(), address, session, tlsFailed);
      progress.add(session, encounter.host());
      boolean inPlain = tlsFailed && decision.plainAllowed(); // RFC 7435 §3
      boolean more = !session.results().isEmpty() && !session.remaining().isEmpty();
      again = inPlain || more; // the latter: RFC 9422 MAILMAX
      mail = again ? mail.only(session.remaining()) : mail;
      startTls = inPlain ? StartTls.NEVER : startTls;
      well |= session.results().stream().anyMatch(each -> each.outcome() != Outcome.DEFERRED);
    }
    return well;
  }

  private IdleConnections.Key key(
      String host, InetAddress address, StartTls startTls, OutgoingMail mail) {
    String domain = hop.server().isPresent() ? "" : mail.recipients().get(0).asciiDomain();
    return new IdleConnections.Key(hop, domain, host, address, startTls);
  }

  private void keep(IdleConnections.Key key, ClientSession session, SmtpConnection.Line line) {
    if (session.mails() < MAX_MAILS) {
      idle.put(key, new IdleConnections.Idle(session, line));
    } else {
      line.leave();
    }
  }

  /**
   * Sends by a connection that was kept. Empty when there is none, or it was over before its server
   * decided about anybody: a new one shows whether the server is there.
   */
  private Optional<ClientSession> byKeptConnection(
      IdleConnections.Key key, OutgoingMail mail, Duration limit) {
    Optional<IdleConnections.Idle> found = idle.kept() ? idle.take(key) : Optional.empty();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ClientSession session = found.get().session().following(mail);
    connection.run(session, found.get().line(), limit, line -> keep(key, session, line));
    return Optional.of(session).filter(each -> each.hostFailure().isEmpty());
  }

  private ClientSettings client(StartTls startTls) {
    return new ClientSettings(
        settings.hostName(),
        startTls,
        hop.server().flatMap(NextHop.Server::login),
        hop.server().map(NextHop.Server::lmtp).orElse(false),
        idle.kept());
  }

  private void log(String host, InetAddress address, ClientSession session, boolean tlsFailed) {
    List<String> statuses = new ArrayList<>();
    session.hostFailure().ifPresent(failure -> statuses.add(failure.status()));
    session.results().stream().map(result -> result.status()).distinct().forEach(statuses::add);
    LOG.log(
        System.Logger.Level.INFO,
        "event=relay-connection via={5} host={0} address={1} tls={2} decided={3} status={4}",
        host,
        address.getHostAddress(),
        tlsFailed ? "failed" : session.secure(),
        session.results().size(),
        String.join(",", statuses),
        hop.name());
  }
}
