package org.posthorn.filtering.value;

/**
 * Why a message was taken or not: one code for the header, the log and the metrics. A code means
 * the same in both cases; whether the message was taken stands beside it.
 */
public enum DecisionReason {
  /** The filter has failed, or had no time. */
  NOT_JUDGED("not-judged"),
  /** Too much mail for the account from this network. */
  HIGH_RATE("high-rate"),
  /** An administrator or the account refuses the sender. */
  DENIED("denied"),
  /** An administrator or the account trusts the sender. */
  ALLOWED("allowed"),
  /** A rule lets the mailing list through, and it is the list. */
  LIST_ALLOW("list-allow"),
  /** The policy of the author's domain. */
  DMARC_POLICY("dmarc-policy"),
  /** The recipient takes only mail whose author is proved. */
  NOT_PROVED("msgfrom-not-validated"),
  /** Earlier mail of the author. */
  AUTHOR("msgfromfull"),
  /** The account has written to the author. */
  TO_AUTHOR("msgtofull"),
  /** Earlier mail of the author's domain. */
  DOMAIN("msgfromdomain"),
  /** The account has written to the author's domain. */
  TO_DOMAIN("msgtodomain"),
  /** Earlier mail of the author's organization. */
  ORGANIZATION("msgfromorgdomain"),
  /** The account has written to the author's organization. */
  TO_ORGANIZATION("msgtoorgdomain"),
  /** Earlier mail with the same good signatures, or of the same proved sender. */
  DKIM_SPF("dkimspf"),
  /** Earlier mail of the client's address. */
  CLIENT("ip1"),
  /** Earlier mail of the client's neighbours. */
  NEIGHBOURS("ip2"),
  /** Earlier mail of the client's network. */
  NETWORK("ip3"),
  /** The account knows nothing of the sender. */
  NONE("none"),
  /** Nothing is known, and the client may not send for the sender's domain. */
  SPF_POLICY("spf-policy"),
  /** Little is known, it speaks against the sender, and the client's address has no name. */
  IPREV("iprev"),
  /** The subject has the word that was asked for. */
  SUBJECT_PASS("subjectpass"),
  /** What the message says. */
  JUNK_CONTENT("junk-content"),
  /** What it says; less is needed of mail that is conspicuous otherwise. */
  JUNK_CONTENT_STRICT("junk-content-strict"),
  /** A list of bad clients has it. */
  DNS_BLOCKLISTED("dns-blocklisted"),
  /** Nothing speaks against it. */
  NO_BAD_SIGNALS("no-bad-signals");

  private final String code;

  DecisionReason(String code) {
    this.code = code;
  }

  /** The code. */
  public String code() {
    return code;
  }
}
