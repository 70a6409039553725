package org.posthorn.relay.control;

/**
 * The recipients of one delivery at one domain: what is sent together.
 *
 * @param delivery the id of the delivery
 * @param domain in Unicode form
 * @param sender the reverse-path of the delivery; empty when it is null, or not known
 * @param priority MT-PRIORITY: what is due goes in this order. RFC 6710 §3
 */
public record Destination(String delivery, String domain, String sender, int priority) {

  /** One of the usual priority. */
  public Destination(String delivery, String domain, String sender) {
    this(delivery, domain, sender, 0);
  }
}
