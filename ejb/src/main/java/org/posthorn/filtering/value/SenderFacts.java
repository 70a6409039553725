package org.posthorn.filtering.value;

import java.util.List;

/**
 * What is known of who sends a message. Domains are A-labels in lower case, addresses have lower
 * case local parts; an empty text where there is nothing, or nothing is proved.
 *
 * @param author the address of the one author
 * @param proved whether the message comes from the author's domain: a good signature, or the
 *     sender's domain, belongs to the same organization
 * @param signers domains with a good signature
 * @param sender the address of MAIL, if the client may send for it
 * @param hello what the client calls itself, if it may
 * @param client its IP address, as text; empty where it says nothing of the sender
 */
public record SenderFacts(
    String author,
    boolean proved,
    List<String> signers,
    String sender,
    String hello,
    String client) {

  /** Nothing is known. */
  public static final SenderFacts NONE = new SenderFacts("", false, List.of(), "", "", "");

  public SenderFacts {
    signers = List.copyOf(signers);
  }

  /** The part of an address behind the at sign; empty of an empty one. */
  public static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
