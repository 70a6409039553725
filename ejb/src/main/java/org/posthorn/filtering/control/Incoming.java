package org.posthorn.filtering.control;

import org.posthorn.filtering.value.SenderFacts;

/**
 * What is known of a message when it is decided about for one account.
 *
 * @param sender who sends it; of forwarded mail nothing of the forwarder
 * @param forwarded whether a rule says that it was forwarded, and by whom
 * @param list whether a rule lets the mailing list through, and it is the list
 * @param spfFails whether the sender's domain says that the client may not send, or probably not
 * @param named whether the client's address has a name that has this address
 * @param tls whether it came encrypted
 * @param addressed whether the recipient stands in To or Cc
 * @param dmarc what came of the policy of the author's domain
 */
record Incoming(
    SenderFacts sender,
    boolean forwarded,
    boolean list,
    boolean spfFails,
    boolean named,
    boolean tls,
    boolean addressed,
    Dmarc dmarc) {

  /** What came of the policy of the author's domain. */
  enum Dmarc {
    PASS,
    /** There is no policy, or it was not enforced. */
    NONE,
    /** Nobody knows: DNS did not answer. */
    UNKNOWN,
    /** It is to be refused. */
    REJECT
  }
}
