package org.posthorn.transports.value;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to mail on a way out. */
public enum TransportKind {
  /** It goes to the servers that DNS names for its recipients. RFC 5321 §5.1 */
  DIRECT,
  /** It goes to one server by SMTP, as on submission where there is a login. RFC 6409 */
  SMTP,
  /** It goes to one server by LMTP. RFC 2033 */
  LMTP,
  /** It waits until its host fetches it. RFC 2645 */
  ON_DEMAND,
  /** It goes nowhere: it fails, or is put off. */
  FAIL;

  /** As it is called in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a name. */
  public static Optional<TransportKind> named(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findAny();
  }
}
