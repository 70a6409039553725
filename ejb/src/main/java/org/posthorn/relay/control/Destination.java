package org.posthorn.relay.control;

/**
 * The recipients of one delivery at one domain: what is sent together.
 *
 * @param delivery the id of the delivery
 * @param domain in Unicode form
 * @param sender the reverse-path of the delivery; empty when it is null, or not known
 */
public record Destination(String delivery, String domain, String sender) {}
