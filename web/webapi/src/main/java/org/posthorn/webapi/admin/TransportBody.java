package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportSpec.Failure;
import org.posthorn.transports.value.TransportTls;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.problem.ProblemException;

/** What can be changed about a way on which mail leaves. */
public record TransportBody(
    @Schema(description = KIND) Optional<String> kind,
    @Schema(description = HOST) @JsonbNillable Optional<String> host,
    @JsonbNillable Optional<Long> port,
    @Schema(description = TLS) Optional<String> tls,
    @JsonbNillable Optional<@Size(max = 400) String> login,
    @Schema(description = "Kept encrypted; null: none any more") @JsonbNillable
        Optional<@Size(min = 1, max = 400) String> password,
    @Schema(description = SOURCE) @JsonbNillable Optional<String> sourceIpv4,
    @Schema(description = SOURCE) @JsonbNillable Optional<String> sourceIpv6,
    @Schema(description = FAMILY) Optional<String> family,
    @Schema(description = CODE) @JsonbNillable Optional<Long> code,
    @JsonbNillable Optional<String> text) {
  static final String KIND =
      "direct (to the servers that DNS names), smtp or lmtp (to one server), on-demand (waits until"
          + " its host fetches it), fail (to nobody)";
  static final String HOST =
      "Of smtp and lmtp: a name, localhost, or an address such as [192.0.2.1] or"
          + " [IPv6:2001:db8::1]";
  static final String TLS =
      "implicit, starttls (both with a certificate for the host), unverified (any certificate),"
          + " opportunistic or none; starttls when missing";
  static final String SOURCE = "The address of this server that connections come from";
  static final String FAMILY =
      "any (IPv6 first), prefer-ipv4, ipv4 or ipv6: which addresses of a host are tried";
  static final String CODE = "Of fail: the reply code, 4xx to put mail off, 5xx to give it back";

  private static final int MOST = 1_000_000;
  private static final int SMTP = 25;
  private static final int SUBMISSION = 587; // RFC 6409 §3.1
  private static final int SUBMISSIONS = 465; // RFC 8314 §7.3
  private static final int LMTP = 24; // RFC 2033 §5: not 25; 24 is for private mail systems

  /** A new transport; what is missing gets its default. */
  TransportSpec toSpec() {
    TransportKind sort =
        kind.flatMap(TransportKind::named)
            .orElseThrow(() -> wrong("kind", "must be direct, smtp, lmtp, on-demand or fail"));
    TransportTls secured = tls.map(TransportBody::tls).orElse(TransportTls.STARTTLS);
    return new TransportSpec(
        sort,
        host,
        port.map(number -> small("port", number)).orElseGet(() -> usual(sort, secured)),
        secured,
        login,
        sourceIpv4.map(at -> address("sourceIpv4", at)),
        sourceIpv6.map(at -> address("sourceIpv6", at)),
        family.map(TransportBody::family).orElse(IpFamily.ANY),
        sort == TransportKind.FAIL || code.isPresent() || text.isPresent()
            ? Optional.of(failure())
            : Optional.empty());
  }

  private Failure failure() {
    return new Failure(
        code.map(number -> small("code", number)).orElse(554),
        text.orElse("Mail is not sent there"));
  }

  private int usual(TransportKind sort, TransportTls secured) {
    if (host.isEmpty()) {
      return 0;
    }
    if (secured == TransportTls.IMPLICIT) {
      return SUBMISSIONS;
    }
    return sort == TransportKind.LMTP ? LMTP : login.isPresent() ? SUBMISSION : SMTP;
  }

  /** A transport with what a patch names changed. */
  static TransportSpec apply(MergePatch<TransportBody> patch, TransportSpec old) {
    TransportBody wanted = patch.values();
    Optional<Failure> was = old.failure();
    Optional<Long> port = keep(patch, "port", wanted.port, Optional.of((long) old.port()));
    TransportBody whole =
        new TransportBody(
            Optional.of(wanted.kind.orElse(old.kind().text())),
            keep(patch, "host", wanted.host, old.host()),
            port.filter(number -> number > 0),
            Optional.of(wanted.tls.orElse(old.tls().text())),
            keep(patch, "login", wanted.login, old.login()),
            Optional.empty(),
            keep(patch, "sourceIpv4", wanted.sourceIpv4, literal(old.sourceIpv4())),
            keep(patch, "sourceIpv6", wanted.sourceIpv6, literal(old.sourceIpv6())),
            Optional.of(wanted.family.orElse(old.family().text())),
            keep(patch, "code", wanted.code, was.map(failure -> (long) failure.code())),
            keep(patch, "text", wanted.text, was.map(Failure::text)));
    return whole.toSpec();
  }

  private static <T> Optional<T> keep(
      MergePatch<?> patch, String member, Optional<T> wanted, Optional<T> old) {
    return wanted.isPresent() || patch.removes(member) ? wanted : old;
  }

  private static Optional<String> literal(Optional<InetAddress> address) {
    return address.map(InetAddress::getHostAddress);
  }

  /** A number that is small enough; what it may be is for others to say. */
  static int small(String field, long number) {
    if (number < 0 || number > MOST) {
      throw wrong(field, "must be from 0 to " + MOST);
    }
    return (int) number;
  }

  /** What a patch says of the password. */
  static PasswordChange password(MergePatch<TransportBody> patch) {
    Optional<String> wanted = patch.values().password;
    return wanted.isPresent() || patch.removes("password")
        ? PasswordChange.to(wanted)
        : PasswordChange.KEEP;
  }

  private static TransportTls tls(String text) {
    return TransportTls.named(text)
        .orElseThrow(
            () -> wrong("tls", "must be implicit, starttls, unverified, opportunistic or none"));
  }

  private static IpFamily family(String text) {
    return IpFamily.named(text)
        .orElseThrow(() -> wrong("family", "must be any, prefer-ipv4, ipv4 or ipv6"));
  }

  private static InetAddress address(String field, String literal) {
    try {
      if (literal.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) { // no name for DNS
        return InetAddress.getByName(literal);
      }
    } catch (UnknownHostException e) {
      throw wrong(field, "must be an address");
    }
    throw wrong(field, "must be an address");
  }

  private static ProblemException wrong(String field, String reason) {
    return ProblemException.badRequest(field, reason);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TransportBody";
  }
}
