package org.posthorn.checks.value;

import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcRecord;

/**
 * What came of DMARC for a message, as aggregate reports tell it. RFC 7489 §7.2. Messages of which
 * the same is to be told are equal.
 *
 * @param domain that has published the policy
 * @param policy as {@code p=reject sp=none pct=100}
 * @param source IP address of the client
 * @param disposition what this server has done by it: none, quarantine or reject
 * @param reason {@code local_policy} where that is less than the policy wants; else empty
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

  /** That of a message whose author's domain has a policy. */
  public static Evaluation of(
      String source, Optional<Address> sender, CheckResults found, DmarcRecord record) {
    DmarcPolicy wanted = found.dmarc().wanted();
    boolean milder = wanted != found.disposition();
    String policy =
        "p=%s sp=%s pct=%d"
            .formatted(record.policy().text(), record.subdomains().text(), record.percent());
    return new Evaluation(
        found.dmarc().domain(),
        policy,
        source,
        found.disposition().text(),
        milder ? reason(found) : "",
        found.dmarc().dkim(),
        found.dmarc().spf(),
        found.dmarc().author(),
        sender.map(Address::asciiDomain).orElse(""),
        found.signatures().stream()
            .limit(MOST_SIGNATURES)
            .map(each -> each.status().text() + ":" + each.domain() + ":" + each.selector())
            .collect(Collectors.joining(" ")),
        found.spf().result().text() + ":" + found.spf().domain());
  }

  private static String reason(CheckResults found) {
    return found.dmarc().wanted() == found.dmarc().disposition() ? "local_policy" : "sampled_out";
  }
}
