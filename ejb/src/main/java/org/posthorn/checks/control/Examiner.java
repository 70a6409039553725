package org.posthorn.checks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.arc.ArcValidation;
import org.posthorn.mailauth.arc.ArcValidator;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dkim.DkimVerification;
import org.posthorn.mailauth.dkim.DkimVerifier;
import org.posthorn.mailauth.dmarc.DmarcChecker;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.results.ResultFields;
import org.posthorn.mailauth.spf.SpfChecker;
import org.posthorn.mailauth.spf.SpfQuery;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.xbill.DNS.Name;

/** Asks the checks of connectors/mailauth, each in its turn. Waits for DNS. */
@ApplicationScoped
public class Examiner {
  private static final Pattern PASSED = Pattern.compile("(?i)[;\\s]dmarc\\s*=\\s*pass\\b");

  private static final ArcResult NO_CHAIN =
      new ArcResult(AuthStatus.NONE, "", List.of(), List.of(), false);

  @Inject CheckSettings settings;
  @Inject Dns dns;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  /** Who sends, as SMTP has it. */
  public record Sending(InetAddress client, String helo, Optional<Address> sender) {}

  /** What is known before the message has come. */
  public record Known(Iprev.Result reverse, SpfVerdict spf) {}

  /** DNS for one message, as long as there is time for it. */
  interface Lookups extends BiFunction<Name, Integer, DnsAnswer> {}

  /** Asks DNS. */
  DnsAnswer ask(Name name, int type) {
    return dns.ask(name, type);
  }

  /** Begins to look at the signatures of a message. */
  DkimVerification signatures(Lookups lookups) {
    return new DkimVerifier(new DkimKeyLookup(lookups), clock).begin();
  }

  /** Begins to look at the seals of a message. */
  ArcValidation seals(Lookups lookups) {
    return new ArcValidator(new DkimKeyLookup(lookups), clock).begin();
  }

  /** Looks at the client. */
  Known known(Lookups lookups, Sending sending) {
    SpfQuery query =
        sending
            .sender()
            .map(
                from ->
                    SpfQuery.mailFrom(
                        sending.client(), sending.helo(), from.localPart(), from.asciiDomain(), ""))
            .orElseGet(() -> SpfQuery.helo(sending.client(), sending.helo(), ""));
    return new Known(
        new Iprev(lookups).check(sending.client()), new SpfChecker(lookups, clock).check(query));
  }

  /**
   * Puts everything together.
   *
   * @param authors of the one From field; empty where there is no such field
   */
  CheckResults results(
      Lookups lookups,
      Sending sending,
      Known known,
      List<DkimResult> signatures,
      ArcResult chain,
      String receiver,
      Optional<List<Address>> authors) {
    DmarcVerdict dmarc =
        new DmarcChecker(lookups, settings.discovery(), random)
            .check(domains(authors), known.spf(), signatures);
    return told(sending, known, signatures, chain, dmarc, receiver);
  }

  /** What is told of a message for which there was no time. */
  CheckResults unknown(
      Sending sending, Known known, String receiver, Optional<List<Address>> authors) {
    List<String> domains = domains(authors);
    DmarcVerdict dmarc =
        DmarcVerdict.without(AuthStatus.TEMPERROR, domains.size() == 1 ? domains.get(0) : "");
    return told(sending, known, List.of(), NO_CHAIN, dmarc, receiver);
  }

  private static List<String> domains(Optional<List<Address>> authors) {
    return authors.orElse(List.of()).stream().map(Address::asciiDomain).distinct().toList();
  }

  private CheckResults told(
      Sending sending,
      Known known,
      List<DkimResult> signatures,
      ArcResult chain,
      DmarcVerdict dmarc,
      String receiver) {
    String override = dmarc.disposition() == DmarcPolicy.NONE ? "" : override(chain);
    DmarcPolicy disposition =
        settings.enforced() && override.isEmpty() ? dmarc.disposition() : DmarcPolicy.NONE;
    ResultFields.Session session =
        new ResultFields.Session(
            sending.client(), sending.sender().map(Address::toAscii), sending.helo(), receiver);
    List<String> results =
        ResultFields.results(
            session, known.reverse(), signatures, chain, known.spf(), dmarc, override);
    String fields =
        ResultFields.authenticationResults(receiver, results)
            + ResultFields.receivedSpf(session, known.spf());
    return new CheckResults(
        known.reverse(), known.spf(), signatures, chain, dmarc, disposition, fields);
  }

  // RFC 8617 §7.2: a policy is set aside by those who say how it was before they changed it
  private String override(ArcResult chain) {
    return vouched(chain)
        ? "it passed before " + String.join(" and ", chain.sealers()) + " changed it"
        : "";
  }

  /** Whether servers that are trusted say that the message passed before they changed it. */
  private boolean vouched(ArcResult chain) {
    return chain.status() == AuthStatus.PASS
        && !chain.sealers().isEmpty()
        && settings.sealers().containsAll(chain.sealers())
        && PASSED.matcher(bare(chain.sets().get(0).results().value())).find();
  }

  // strangers choose what stands in quoted strings and comments
  private static String bare(String value) {
    return value.replaceAll("\"(?:[^\"\\\\]|\\\\.)*+\"", "\"\"").replaceAll("\\([^()]*+\\)", " ");
  }
}
