package org.posthorn.routing.boundary;

import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict.Reason;

/** Where mail for one address goes, whoever sends it. RFC 5321 §3.9, §5. */
public sealed interface Route {

  /** To an account here. */
  record Mailbox(AccountRef account) implements Route {

    /**
     * Whether the recipient has had the address since the sender says: the account is that old. RFC
     * 7293 §4.
     */
    public boolean validFor(Recipient recipient) {
      return recipient
          .validSince()
          .filter(since -> account.created().isAfter(since.moment()))
          .isEmpty();
    }
  }

  /** To other addresses in its place, each with a route of its own. RFC 5321 §3.9. */
  record Alias(AliasInfo alias) implements Route {}

  /** To the servers of a domain that is not ours. */
  record Remote(String domain) implements Route {}

  /** Nowhere. */
  record Refused(Reason why) implements Route {}
}
