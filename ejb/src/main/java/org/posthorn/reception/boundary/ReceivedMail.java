package org.posthorn.reception.boundary;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Verdict;
import org.posthorn.routing.boundary.Route;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.SmtpClient;

/** What is known of a message while it is received. */
public final class ReceivedMail implements MailTransaction {
  private final SmtpClient client;
  private final Envelope begun;
  private final OptionalLong size;
  private final Verdict sender;
  private final Map<Address, Route> routes = new HashMap<>(4);

  /**
   * One that begins.
   *
   * @param begun the envelope without recipients
   * @param size octets as the client has announced them. RFC 1870 §6.1
   * @param sender what is said to MAIL
   */
  public ReceivedMail(SmtpClient client, Envelope begun, OptionalLong size, Verdict sender) {
    this.client = client;
    this.begun = begun;
    this.size = size;
    this.sender = sender;
  }

  /** Who sends it. */
  public SmtpClient client() {
    return client;
  }

  /** What MAIL said. */
  public Envelope begun() {
    return begun;
  }

  /** The announced size, 0 when there is none. */
  public long announcedSize() {
    return size.orElse(0);
  }

  /** Keeps the route of a recipient. */
  public void route(Address recipient, Route route) {
    routes.put(recipient, route);
  }

  /** The route of a recipient, as it was at RCPT. */
  public Optional<Route> route(Address recipient) {
    return Optional.ofNullable(routes.get(recipient));
  }

  @Override
  public Verdict sender() {
    return sender;
  }

  @Override
  public void discard() {
    routes.clear();
  }
}
