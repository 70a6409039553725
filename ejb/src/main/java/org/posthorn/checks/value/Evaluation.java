package org.posthorn.checks.value;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcRecord;
import org.posthorn.mailauth.dmarc.DmarcVerdict;

/**
 * What came of DMARC for a message, as aggregate reports tell it. RFC 7489 §7.2. Messages of which
 * the same is to be told are equal.
 *
 * @param domain that has published the policy
 * @param policy as {@code p=reject sp=none pct=100}, for the operator
 * @param source IP address of the client
 * @param disposition what this server has done by it: none, quarantine or reject
 * @param reason why that is less than the policy wants, as RFC 9990 §3.1.6 and RFC 7489 have it;
 *     else empty. With a comment behind a colon, if there is one
 * @param dkim whether a good signature is of the author's domain
 * @param spf whether the sender's domain is the author's, and may send
 * @param author domain of the From field; where {@link #folded}, that of the policy
 * @param sender domain of MAIL; empty where there was none, or {@link #folded}
 * @param signatures as {@code pass:a.test:selector}, with spaces between them
 * @param spfResult as {@code pass:a.test}; empty where {@link #folded}
 */
public record Evaluation(
    String domain,
    String policy,
    String source,
    String disposition,
    String reason,
    boolean dkim,
    boolean spf,
    String author,
    String sender,
    String signatures,
    String spfResult) {
  private static final int MOST_SIGNATURES = 10;

  /**
   * The same without what a stranger can choose anew for each message: one line for all of them of
   * a client.
   */
  public Evaluation folded() {
    return new Evaluation(
        domain, policy, source, disposition, reason, dkim, spf, domain, "", "", "");
  }

  /**
   * That of a message whose author's domain has a policy.
   *
   * @param exception why the mail was taken in spite of it; empty where that was not so
   */
  public static Evaluation of(
      String source,
      Optional<Address> sender,
      CheckResults found,
      DmarcRecord record,
      String exception) {
    String policy =
        "p=%s sp=%s pct=%d"
            .formatted(record.policy().text(), record.subdomains().text(), record.percent());
    return new Evaluation(
        found.dmarc().domain(),
        policy,
        source,
        (exception.isEmpty() ? found.disposition() : DmarcPolicy.NONE).text(),
        exception.isEmpty() ? reason(found, record) : exception,
        found.dmarc().dkim(),
        found.dmarc().spf(),
        found.dmarc().author(),
        sender.map(Address::asciiDomain).orElse(""),
        signatures(found),
        found.spf().result().text() + ":" + found.spf().domain());
  }

  // the best first, as far as there is room. RFC 9990 §3.1.3
  private static String signatures(CheckResults found) {
    String author = found.dmarc().author();
    return found.signatures().stream()
        .sorted(Comparator.comparingInt(each -> rank(each, author)))
        .limit(MOST_SIGNATURES)
        .map(each -> each.status().text() + ":" + each.domain() + ":" + each.selector())
        .collect(Collectors.joining(" "));
  }

  private static int rank(DkimResult signature, String author) {
    if (signature.status() != AuthStatus.PASS) {
      return 2;
    }
    return signature.domain().equalsIgnoreCase(author) ? 0 : 1;
  }

  private static String reason(CheckResults found, DmarcRecord record) {
    DmarcVerdict dmarc = found.dmarc();
    if (dmarc.status() == AuthStatus.TEMPERROR && record.policy() != DmarcPolicy.NONE) {
      return "other:DNS did not answer";
    }
    if (dmarc.wanted() == found.disposition()) {
      return "";
    }
    if (dmarc.wanted() == dmarc.disposition()) {
      return "local_policy";
    }
    return record.testing() ? "policy_test_mode" : "other:sampled_out"; // of RFC 7489
  }
}
