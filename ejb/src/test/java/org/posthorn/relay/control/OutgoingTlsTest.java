package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dane.DaneLookup;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.Dnssec;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.mtasts.HttpsPolicyFetch;
import org.posthorn.mailauth.mtasts.StsPolicies;
import org.posthorn.mime.Reencoding;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.Traits;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.testkit.dns.TestDnsServer.Fault;

/**
 * Where mail goes, and how that is reported, by what DNS, a web server and certificates say: a
 * world of signed and unsigned zones, policies over HTTPS and servers with certificates of all
 * kinds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingTlsTest {
  private static final AtomicInteger ROWS = new AtomicInteger();

  private final TestDnsServer dns = TestDnsServer.start();
  private final TestAuthority trusted = new TestAuthority("trusted");
  private final TestAuthority own = new TestAuthority("own");
  private final ScheduledExecutorService cutter = Executors.newScheduledThreadPool(1);
  private final int port = freePort();
  private final int https = freePort();
  private final Bench.MemoryStore contents = new Bench.MemoryStore();
  private final RelaySettings settings =
      RelaySettings.from(
          new MapConfig(
              Map.of(
                  "posthorn.host-name",
                  "mx.posthorn.test",
                  "posthorn.relay.connect-timeout",
                  "PT2S",
                  "posthorn.relay.keep-idle",
                  "PT0S",
                  "posthorn.relay.port",
                  Integer.toString(port))));
  private final MxLookup mx;
  private final Dns resolver;
  private Recorded recorded = new Recorded();

  OutgoingTlsTest() {
    Dnssec dnssec = new Dnssec(Dnssec.Mode.ON, dns.signRoot());
    dns.sign("good.test").cut("plain.test");
    resolver = new Dns(DnsSettings.of(List.of(dns.address()), dnssec));
    mx = new MxLookup(resolver, new Random(1));
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterAll
  void stop() {
    dns.close();
    cutter.shutdownNow();
  }

  private SmtpTransport transport() {
    Authorities authorities = Authorities.of(List.of(trusted.certificate()));
    Clock clock = Clock.systemUTC();
    StsPolicies sts =
        new StsPolicies(
            new TxtLookup(resolver),
            new HttpsPolicyFetch(mx, any -> true, https, authorities, clock, cutter),
            new MemoryPolicies(),
            clock,
            System::nanoTime);
    OutgoingTls tls =
        new OutgoingTls(
            true,
            Optional.of(sts),
            Optional.of(new DaneLookup(resolver, port)),
            authorities,
            clock,
            recorded);
    return new SmtpTransport(settings, mx, tls, cutter, System::nanoTime);
  }

  private String deliver(String domain, String demand) {
    String header = demand.equals("waived") ? "TLS-Required: no\r\n" : "";
    Content content = contents.content(contents.add(header + "Subject: x\r\n\r\nbody\r\n"));
    MailOptions options =
        new MailOptions(
            false,
            Body.SEVEN_BIT,
            Optional.empty(),
            Optional.empty(),
            demand.equals("required"),
            List.of());
    Envelope envelope =
        new Envelope(
            Optional.of(new Address("ann", "posthorn.test")),
            List.of(Recipient.of(new Address("bob", domain))),
            options);
    OutgoingMail mail =
        new OutgoingMail(
            envelope,
            content,
            Traits.of(content, Body.SEVEN_BIT),
            target -> Reencoding.of(content, target));
    Transport.Result result =
        transport().deliver(mail, domain, Duration.ofSeconds(20), Bench.anyShare());
    var made = ((Transport.Result.Made) result).results().get(0).result();
    return made.outcome() + " " + made.status();
  }

  /**
   * One row of the world: {@code zone} says where names lie, {@code tlsa} which records the server
   * has, {@code sts} which policy the domain has, {@code server} which certificate it shows.
   */
  @ParameterizedTest(name = "{0} | {1} | {2} | {3} | {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # zone         | tlsa                   | sts                | server      | demand   | outcome         | results
          # without policy: RFC 7435
          unsigned       | -                      | -                  | trusted     | -        | DELIVERED tls   | no-policy-found:ok
          unsigned       | -                      | -                  | self        | -        | DELIVERED tls   | no-policy-found:ok
          unsigned       | -                      | -                  | expired     | -        | DELIVERED tls   | no-policy-found:ok
          unsigned       | -                      | -                  | missing     | -        | DELIVERED plain | no-policy-found:starttls-not-supported
          unsigned       | -                      | -                  | refused     | -        | DELIVERED plain | no-policy-found:starttls-not-supported
          unsigned       | -                      | -                  | broken      | -        | DELIVERED plain | no-policy-found:validation-failure
          signed         | -                      | -                  | missing     | -        | DELIVERED plain | no-policy-found:starttls-not-supported
          # MTA-STS: RFC 8461
          unsigned       | -                      | enforce            | trusted     | -        | DELIVERED tls   | sts:ok
          unsigned       | -                      | enforce            | wildcard    | -        | DELIVERED tls   | sts:ok
          unsigned       | -                      | enforce *.D        | trusted     | -        | DELIVERED tls   | sts:ok
          unsigned       | -                      | enforce            | expired     | -        | DEFERRED 4.7.5  | sts:certificate-expired
          unsigned       | -                      | enforce            | other-name  | -        | DEFERRED 4.7.5  | sts:certificate-host-mismatch
          unsigned       | -                      | enforce            | common-name | -        | DEFERRED 4.7.5  | sts:certificate-host-mismatch
          unsigned       | -                      | enforce            | self        | -        | DEFERRED 4.7.5  | sts:certificate-not-trusted
          unsigned       | -                      | enforce            | own         | -        | DEFERRED 4.7.5  | sts:certificate-not-trusted
          unsigned       | -                      | enforce            | missing     | -        | DEFERRED 4.7.5  | sts:starttls-not-supported
          unsigned       | -                      | enforce            | refused     | -        | DEFERRED 4.7.5  | sts:starttls-not-supported
          unsigned       | -                      | enforce            | broken      | -        | DEFERRED 4.7.5  | sts:validation-failure
          unsigned       | -                      | enforce other.test | trusted     | -        | DEFERRED 4.7.5  | sts:validation-failure
          unsigned       | -                      | enforce *.test     | trusted     | -        | DEFERRED 4.7.5  | sts:validation-failure
          unsigned       | -                      | testing            | trusted     | -        | DELIVERED tls   | sts:ok
          unsigned       | -                      | testing            | expired     | -        | DELIVERED tls   | sts:certificate-expired
          unsigned       | -                      | testing            | self        | -        | DELIVERED tls   | sts:certificate-not-trusted
          unsigned       | -                      | testing            | other-name  | -        | DELIVERED tls   | sts:certificate-host-mismatch
          unsigned       | -                      | testing            | missing     | -        | DELIVERED plain | sts:starttls-not-supported
          unsigned       | -                      | testing            | broken      | -        | DELIVERED plain | sts:validation-failure
          unsigned       | -                      | testing other.test | self        | -        | DELIVERED tls   | sts:validation-failure
          unsigned       | -                      | none               | self        | -        | DELIVERED tls   | no-policy-found:ok
          unsigned       | -                      | !404               | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-policy-fetch-error
          unsigned       | -                      | !302               | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-policy-fetch-error
          unsigned       | -                      | !huge              | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-policy-fetch-error
          unsigned       | -                      | !silent            | missing     | -        | DELIVERED plain | no-policy-found:starttls-not-supported sts:sts-policy-fetch-error
          unsigned       | -                      | !html              | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-policy-invalid
          unsigned       | -                      | !malformed         | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-policy-invalid
          unsigned       | -                      | !self              | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-webpki-invalid
          unsigned       | -                      | !other-name        | self        | -        | DELIVERED tls   | no-policy-found:ok sts:sts-webpki-invalid
          unsigned       | -                      | !two-records       | self        | -        | DELIVERED tls   | no-policy-found:ok
          # DANE-EE: RFC 7672 §3.1.1
          signed         | 3 1 1 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 0 1 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 2 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 0 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 1 server           | -                  | expired     | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 1 server           | -                  | other-name  | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 1 wrong            | -                  | trusted     | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          signed         | 3 1 1 wrong,3 1 1 server | -                | self        | -        | DELIVERED tls   | tlsa:ok
          signed         | 3 1 1 server           | -                  | missing     | -        | DEFERRED 4.7.5  | tlsa:starttls-not-supported
          signed         | 3 1 1 server           | -                  | refused     | -        | DEFERRED 4.7.5  | tlsa:starttls-not-supported
          signed         | 3 1 1 server           | -                  | broken      | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          implicit       | 3 1 1 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          implicit       | 3 1 1 wrong            | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          # DANE-TA: RFC 7672 §3.1.2
          signed         | 2 0 1 authority        | -                  | own         | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 1 authority        | -                  | own         | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 2 authority        | -                  | wildcard    | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 1 authority        | -                  | domain-name | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 1 authority        | -                  | common-name | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 0 0 authority        | -                  | bare        | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 0 authority        | -                  | bare        | -        | DELIVERED tls   | tlsa:ok
          signed         | 2 1 1 authority        | -                  | bare        | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          signed         | 2 1 1 authority        | -                  | other-name  | -        | DEFERRED 4.7.5  | tlsa:certificate-host-mismatch
          signed         | 2 1 1 authority        | -                  | expired     | -        | DEFERRED 4.7.5  | tlsa:certificate-expired
          signed         | 2 1 1 wrong            | -                  | own         | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          # unusable records: RFC 7672 §2.2, §3.1.3
          signed         | 0 0 1 authority        | -                  | self        | -        | DELIVERED tls   | tlsa:tlsa-invalid
          signed         | 1 1 1 wrong            | -                  | self        | -        | DELIVERED tls   | tlsa:tlsa-invalid
          signed         | 1 1 1 wrong            | -                  | missing     | -        | DEFERRED 4.7.5  | tlsa:starttls-not-supported
          signed         | 3 1 9 wrong            | -                  | self        | -        | DELIVERED tls   | tlsa:tlsa-invalid
          signed         | 3 1 1 short            | -                  | self        | -        | DELIVERED tls   | tlsa:tlsa-invalid
          signed         | 1 1 1 wrong,3 1 1 server | -                | self        | -        | DELIVERED tls   | tlsa:ok
          # who is vouched for: RFC 7672 §2.1, §2.2
          unsigned       | 3 1 1 wrong            | -                  | self        | -        | DELIVERED tls   | no-policy-found:ok
          mx-unsigned    | 3 1 1 wrong            | -                  | self        | -        | DELIVERED tls   | no-policy-found:ok
          host-unsigned  | 3 1 1 wrong            | -                  | missing     | -        | DELIVERED plain | no-policy-found:starttls-not-supported
          alias-end      | 3 1 1 server           | -                  | self        | -        | DELIVERED tls   | tlsa:ok
          alias-end      | 3 1 1 wrong            | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          alias-start    | 3 1 1 wrong            | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          alias-out      | 3 1 1 wrong            | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:validation-failure
          tlsa-bogus     | 3 1 1 server           | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:dnssec-invalid
          tlsa-servfail  | 3 1 1 server           | -                  | self        | -        | DEFERRED 4.7.5  | tlsa:dnssec-invalid
          mx-bogus       | 3 1 1 server           | -                  | self        | -        | DEFERRED 4.4.3  | ''
          # both: RFC 8461 §2
          signed         | 3 1 1 server           | enforce            | trusted     | -        | DELIVERED tls   | sts:ok tlsa:ok
          signed         | 3 1 1 wrong            | enforce            | trusted     | -        | DEFERRED 4.7.5  | sts:ok tlsa:validation-failure
          signed         | 3 1 1 server           | enforce            | self        | -        | DEFERRED 4.7.5  | sts:certificate-not-trusted tlsa:ok
          signed         | 3 1 1 server           | testing            | self        | -        | DELIVERED tls   | sts:certificate-not-trusted tlsa:ok
          # what the sender wants: RFC 8689
          unsigned       | -                      | enforce            | expired     | waived   | DELIVERED tls   | sts:certificate-expired
          unsigned       | -                      | enforce other.test | missing     | waived   | DELIVERED plain | sts:validation-failure
          signed         | 3 1 1 wrong            | -                  | self        | waived   | DELIVERED tls   | tlsa:validation-failure
          tlsa-bogus     | 3 1 1 server           | -                  | missing     | waived   | DELIVERED plain | no-policy-found:starttls-not-supported tlsa:dnssec-invalid
          unsigned       | -                      | -                  | trusted+    | required | FAILED 5.7.30   | ''
          unsigned       | -                      | enforce            | trusted+    | required | DELIVERED tls   | sts:ok
          unsigned       | -                      | enforce            | trusted     | required | FAILED 5.7.30   | sts:ok
          unsigned       | -                      | testing            | trusted+    | required | DELIVERED tls   | sts:ok
          unsigned       | -                      | testing            | self+       | required | DEFERRED 4.7.5  | sts:certificate-not-trusted
          unsigned       | -                      | testing other.test | trusted+    | required | FAILED 5.7.30   | sts:validation-failure
          signed         | -                      | -                  | trusted+    | required | DELIVERED tls   | no-policy-found:ok
          signed         | -                      | -                  | self        | required | DEFERRED 4.7.5  | no-policy-found:certificate-not-trusted
          signed         | 3 1 1 server           | -                  | self+       | required | DELIVERED tls   | tlsa:ok
          signed         | 3 1 1 server           | -                  | missing     | required | DEFERRED 4.7.5  | tlsa:starttls-not-supported
          """)
  void mailGoesWherePoliciesAllowAndResultsAreCounted(
      String zone,
      String tlsa,
      String sts,
      String server,
      String demand,
      String outcome,
      String results)
      throws IOException {
    recorded = new Recorded();
    Names names = names(zone);
    boolean requireTls = server.endsWith("+");
    TestAuthority.Issued shown = shown(server.replace("+", ""), tlsa, names);
    publish(zone, names);
    if (!tlsa.equals("-")) {
      for (String record : tlsa.split(",")) {
        dns.add(tlsaName(names.base), "TLSA", data(record, shown));
      }
    }
    TlsPeer.Fault fault =
        switch (server) {
          case "missing" -> TlsPeer.Fault.MISSING;
          case "refused" -> TlsPeer.Fault.REFUSED;
          case "broken" -> TlsPeer.Fault.GARBAGE;
          default -> TlsPeer.Fault.NONE;
        };
    String extension = requireTls ? "REQUIRETLS" : "";
    try (TlsPeer peer = TlsPeer.start(port, fault, shown.server(), extension);
        PolicyHost web = policyHost(sts, names)) {
      assertThat(web.requests()).isZero();
      String result = deliver(names.domain, demand);
      boolean secure = peer.heard().stream().anyMatch(line -> line.startsWith("TLS RCPT"));
      boolean plain = peer.heard().stream().anyMatch(line -> line.startsWith("RCPT"));
      String how = secure ? "tls" : plain ? "plain" : "nothing";
      assertThat(result.equals("DELIVERED 2.0.0") ? "DELIVERED " + how : result).isEqualTo(outcome);
      assertThat(outcome.startsWith("DELIVERED") || how.equals("nothing")).isTrue();
      assertThat(recorded.results()).isEqualTo(results);
      if (demand.equals("required") && secure) {
        assertThat(peer.heard()).contains("TLS MAIL FROM:<ann@posthorn.test> REQUIRETLS");
      }
    }
  }

  /**
   * Names of a row.
   *
   * @param host as MX says
   * @param end the name that has the address
   * @param base the name that has TLSA records
   */
  private record Names(String domain, String host, String end, String base) {}

  private static Names names(String zone) {
    String row = "r" + ROWS.incrementAndGet();
    String good = row + ".good.test";
    String plain = row + ".plain.test";
    return switch (zone) {
      case "unsigned" -> new Names(plain, "mx." + plain, "mx." + plain, "mx." + plain);
      case "mx-unsigned" -> new Names(plain, "mx." + good, "mx." + good, "mx." + good);
      case "host-unsigned" -> new Names(good, "mx." + plain, "mx." + plain, "mx." + plain);
      case "alias-end" -> new Names(good, "alias." + good, "mx." + good, "mx." + good);
      case "alias-start" -> new Names(good, "alias." + good, "mx." + good, "alias." + good);
      case "alias-out" -> new Names(good, "alias." + good, "mx." + plain, "alias." + good);
      case "implicit" -> new Names(good, good, good, good);
      default -> new Names(good, "mx." + good, "mx." + good, "mx." + good);
    };
  }

  private void publish(String zone, Names names) {
    if (!names.host.equals(names.domain)) {
      dns.add(names.domain, "MX", "10 " + names.host + ".");
    }
    if (!names.host.equals(names.end)) {
      dns.add(names.host, "CNAME", names.end + ".");
    }
    dns.add(names.end, "A", "127.0.0.1");
    switch (zone) {
      case "tlsa-bogus" -> dns.fault(tlsaName(names.base), Fault.EXPIRED);
      case "tlsa-servfail" -> dns.fault(tlsaName(names.base), Fault.SERVFAIL);
      case "mx-bogus" -> dns.fault(names.domain, Fault.EXPIRED);
      default -> {}
    }
  }

  private String tlsaName(String base) {
    return "_" + port + "._tcp." + base;
  }

  private TestAuthority.Issued shown(String server, String tlsa, Names names) {
    TestAuthority issuer = tlsa.startsWith("2") || server.equals("own") ? own : trusted;
    return switch (server) {
      case "expired" -> issuer.expired(names.host);
      case "other-name" -> issuer.issue("other.test");
      case "domain-name" -> issuer.issue(names.domain);
      case "common-name" -> issuer.withoutDnsNames(names.host);
      case "wildcard" -> issuer.issue("*." + names.domain);
      case "self" -> TestAuthority.selfSigned(names.host);
      case "bare" -> {
        TestAuthority.Issued whole = issuer.issue(names.host);
        yield new TestAuthority.Issued(whole.pair(), List.of(whole.own()));
      }
      default -> issuer.issue(names.host);
    };
  }

  private String data(String record, TestAuthority.Issued shown) {
    String[] words = record.split(" ");
    String octets =
        switch (words[3]) {
          case "server" -> association(words, shown.own());
          case "authority" -> association(words, own.certificate());
          case "short" -> "abcd";
          default -> "00".repeat(32);
        };
    return words[0] + " " + words[1] + " " + words[2] + " " + octets;
  }

  private static String association(String[] words, X509Certificate certificate) {
    try {
      byte[] octets =
          words[1].equals("1") ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
      byte[] data =
          switch (words[2]) {
            case "1" -> MessageDigest.getInstance("SHA-256").digest(octets);
            case "2" -> MessageDigest.getInstance("SHA-512").digest(octets);
            default -> octets;
          };
      return HexFormat.of().formatHex(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PolicyHost policyHost(String sts, Names names) throws IOException {
    String name = "mta-sts." + names.domain;
    if (!sts.equals("-")) {
      dns.add("_mta-sts." + names.domain, "TXT", "\"v=STSv1; id=1;\"").add(name, "A", "127.0.0.1");
    }
    if (sts.equals("!two-records")) {
      dns.add("_mta-sts." + names.domain, "TXT", "\"v=STSv1; id=2;\"");
    }
    TestAuthority.Issued shown =
        switch (sts) {
          case "!self" -> TestAuthority.selfSigned(name);
          case "!other-name" -> trusted.issue("other.test");
          default -> trusted.issue(name);
        };
    return PolicyHost.start(https, shown.server(), answer(sts, names));
  }

  private static String answer(String sts, Names names) {
    String[] words = sts.split(" ");
    String pattern = words.length > 1 ? words[1].replace("D", names.domain) : names.host;
    String policy = "version: STSv1\nmode: " + words[0] + "\nmx: " + pattern + "\nmax_age: 86400\n";
    return switch (sts) {
      case "!404" -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
      case "!302" -> "HTTP/1.1 302 Found\r\nLocation: https://other.test/\r\n\r\n";
      case "!silent" -> "";
      case "!huge" -> PolicyHost.ok(policy.replace("!huge", "enforce") + "#".repeat(70_000));
      case "!html" ->
          PolicyHost.ok(policy.replace("!html", "enforce")).replace("text/plain", "text/html");
      default -> PolicyHost.ok(policy.replaceFirst("!(self|other-name|two-records)", "enforce"));
    };
  }

  @Test
  void whatServersOfferIsRemembered() throws IOException {
    recorded = new Recorded();
    Names names = names("signed");
    publish("signed", names);
    TestAuthority.Issued shown = trusted.issue(names.host);
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.NONE, shown.server(), "REQUIRETLS")) {
      assertThat(deliver(names.domain, "-")).isEqualTo("DELIVERED 2.0.0");
      assertThat(peer.heard()).contains("TLS MAIL FROM:<ann@posthorn.test>");
    }
    try (TlsPeer peer = TlsPeer.start(port, TlsPeer.Fault.MISSING, shown.server(), "")) {
      assertThat(deliver(names.domain, "-")).isEqualTo("DELIVERED 2.0.0");
      assertThat(peer.heard()).contains("MAIL FROM:<ann@posthorn.test>");
    }
    assertThat(recorded.offers())
        .containsExactly(names.domain + " STARTTLS REQUIRETLS", names.domain);
  }
}
