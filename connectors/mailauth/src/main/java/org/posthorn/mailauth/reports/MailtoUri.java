package org.posthorn.mailauth.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;

/** URIs that name an address. RFC 6068 §2. */
public final class MailtoUri {
  private static final String SCHEME = "mailto:";

  private MailtoUri() {}

  /**
   * The address of a URI {@code mailto:}, whatever header fields it wants; empty for other URIs,
   * for several addresses, and for one that needs SMTPUTF8.
   */
  public static Optional<Address> address(String uri) {
    if (!uri.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    String encoded = uri.substring(SCHEME.length()).split("\\?", 2)[0];
    try {
      return Address.parse(URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8))
          .filter(address -> !address.needsUtf8());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
