package org.posthorn.transports.value;

import java.util.List;

/**
 * Which mail takes a transport: all that is named has to agree. A domain that begins with a dot
 * stands for those below it.
 *
 * @param place routes of one scope are asked in this order
 * @param senderDomains in Unicode form; empty: any, the null sender included
 * @param recipientDomains in Unicode form; empty: any
 * @param minimumAttempts how many attempts must have failed before
 * @param transport its name
 */
public record RouteSpec(
    int place,
    List<String> senderDomains,
    List<String> recipientDomains,
    int minimumAttempts,
    String transport) {
  public RouteSpec {
    senderDomains = List.copyOf(senderDomains);
    recipientDomains = List.copyOf(recipientDomains);
  }
}
