package org.posthorn.filtering.value;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule of an account. It fits when all that is said of conditions holds; an empty text says
 * nothing.
 *
 * @param sender a regular expression that the address of MAIL has somewhere
 * @param author one that the address of From has somewhere
 * @param verifiedDomain that is proved, or one above it: by SPF, or by a good signature
 * @param headers regular expressions for names of fields and, for each, for what they say, both in
 *     lower case; some field must fit each
 * @param mailbox where messages go
 * @param forwarded whether somebody else's server has forwarded them: nothing counts against, or
 *     for, that server
 * @param listDomain the mailing list whose messages are taken as they are, where they are proved to
 *     be of that domain or one below it
 * @param rejectsMailbox where messages go that would be refused
 * @param remark for people
 */
public record FilterRule(
    String sender,
    String author,
    String verifiedDomain,
    Map<String, String> headers,
    String mailbox,
    boolean forwarded,
    String listDomain,
    String rejectsMailbox,
    String remark) {
  public FilterRule {
    headers = Map.copyOf(headers);
  }

  /** The expressions of {@link #headers}, in an order that stays. */
  public Map<String, String> sortedHeaders() {
    return new TreeMap<>(headers);
  }
}
