package org.posthorn.webmail.reading;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.posthorn.mime.header.HeaderLines;

/** How one leaves the mailing list of a message. RFC 2369 §3.2. */
final class Unsubscribe {
  private static final Pattern ADDRESS = Pattern.compile("<\\s*([^<>\\s]{1,2000})\\s*>");

  private Unsubscribe() {}

  /**
   * Where that is done: in the composer, with a mail that one still sends oneself, or on a page of
   * the list; empty where there is neither.
   */
  static Optional<String> href(HeaderLines header) {
    String value = header.first("list-unsubscribe").orElse("");
    return first(value, "mailto:")
        .map(mail -> "/webmail/compose?mailto=" + URLEncoder.encode(mail, StandardCharsets.UTF_8))
        .or(() -> first(value, "https:").filter(Unsubscribe::isPage));
  }

  private static Optional<String> first(String value, String scheme) {
    Matcher addresses = ADDRESS.matcher(value);
    Stream<String> all = addresses.results().map(each -> each.group(1));
    return all.filter(each -> each.regionMatches(true, 0, scheme, 0, scheme.length())).findFirst();
  }

  private static boolean isPage(String address) {
    try {
      return URI.create(address).getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
