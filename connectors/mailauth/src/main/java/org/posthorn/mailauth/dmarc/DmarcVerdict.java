package org.posthorn.mailauth.dmarc;

import java.util.Optional;
import org.posthorn.mailauth.dkim.AuthStatus;

/**
 * What came of the check of one message.
 *
 * @param status {@code NONE} where no domain has a policy; {@code PERMERROR} where the message has
 *     no author, or authors of several domains
 * @param author the domain of the author, in A-labels; empty where there is none
 * @param domain that has published the policy; empty where none has
 * @param record the policy; empty where there is none
 * @param dkim whether a good signature is of a domain that belongs to the author's
 * @param spf whether the sender may send, and its domain belongs to the author's
 * @param wanted what the policy wants done with mail that fails; {@code NONE} where it passes
 * @param disposition the same after sampling: what is to be done
 */
public record DmarcVerdict(
    AuthStatus status,
    String author,
    String domain,
    Optional<DmarcRecord> record,
    boolean dkim,
    boolean spf,
    DmarcPolicy wanted,
    DmarcPolicy disposition) {

  /** One of a message for which no policy was looked at. */
  public static DmarcVerdict without(AuthStatus status, String author) {
    return new DmarcVerdict(
        status, author, "", Optional.empty(), false, false, DmarcPolicy.NONE, DmarcPolicy.NONE);
  }

  /** Whether it is known that the message comes from the author's domain. */
  public boolean authentic() {
    return dkim || spf;
  }
}
