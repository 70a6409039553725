package org.posthorn.transports.value;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How TLS is used with the one server of a transport. */
public enum TransportTls {
  /** TLS from the start, with a certificate for the host's name. RFC 8314 §3.3 */
  IMPLICIT(true, true),
  /** STARTTLS, with a certificate for the host's name. RFC 3207 */
  STARTTLS(true, true),
  /** STARTTLS; any certificate will do. */
  UNVERIFIED(true, false),
  /** STARTTLS where it is offered; any certificate will do. RFC 7435 */
  OPPORTUNISTIC(false, false),
  /** No TLS. */
  NONE(false, false);

  private final boolean required;
  private final boolean verified;

  TransportTls(boolean required, boolean verified) {
    this.required = required;
    this.verified = verified;
  }

  /** Whether nothing goes without. */
  public boolean required() {
    return required;
  }

  /** Whether the server has to prove its name. */
  public boolean verified() {
    return verified;
  }

  /** As it is called in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  public static Optional<TransportTls> named(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findAny();
  }
}
