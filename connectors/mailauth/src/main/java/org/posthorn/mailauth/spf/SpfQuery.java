package org.posthorn.mailauth.spf;

import java.net.InetAddress;

/**
 * What is asked. RFC 7208 §4.1.
 *
 * @param client whose connection it is
 * @param helo what it has called itself, as it came
 * @param localPart of the sender; {@code postmaster} where there is none. §4.3
 * @param domain of the sender, in A-labels; that of HELO where there is none
 * @param receiver the name of this host, for explanations
 */
public record SpfQuery(
    InetAddress client, String helo, String localPart, String domain, String receiver) {

  /** Asks about the sender of mail without one, and about HELO itself. RFC 7208 §2.3 and §2.4. */
  public static SpfQuery helo(InetAddress client, String helo, String receiver) {
    return new SpfQuery(client, helo, "postmaster", helo, receiver);
  }

  /** Asks about a sender. */
  public static SpfQuery mailFrom(
      InetAddress client, String helo, String localPart, String domain, String receiver) {
    return new SpfQuery(
        client, helo, localPart.isEmpty() ? "postmaster" : localPart, domain, receiver);
  }
}
