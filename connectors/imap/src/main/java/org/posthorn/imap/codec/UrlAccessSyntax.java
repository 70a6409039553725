package org.posthorn.imap.codec;

import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.imap.command.UrlAccess;
import org.posthorn.imap.command.UrlAccess.Kind;

/**
 * Reads URLs that say who may use them. RFC 5092 §11:
 *
 * <pre>
 * iurlauth      = iurlauth-rump iua-verifier
 * iurlauth-rump = [";EXPIRE=" date-time] ";URLAUTH=" access
 * iua-verifier  = ":" uauth-mechanism ":" enc-urlauth ; 32*HEXDIG
 * access        = ("submit+" enc-user) / ("user+" enc-user) / "authuser" / "anonymous"
 * </pre>
 */
public final class UrlAccessSyntax {
  private static final int MAX_URL = 4000;
  private static final Pattern FORM =
      Pattern.compile(
          "((imap://[^/;@]+@[^/]+/.*?)(?:;EXPIRE=([^;:]+:[^;:]+:[^;]+?))?"
              + ";URLAUTH=(submit\\+[^:;]+|user\\+[^:;]+|authuser|anonymous))"
              + "(?::INTERNAL:([0-9a-f]{32,256}))?",
          Pattern.CASE_INSENSITIVE);

  private UrlAccessSyntax() {}

  /** Empty when it is no such URL, or not of a message. */
  public static Optional<UrlAccess> parse(String url) {
    Matcher parts = FORM.matcher(url);
    if (url.length() > MAX_URL || !parts.matches()) {
      return Optional.empty();
    }
    Optional<MessageUrl> target = UrlSyntax.parse(parts.group(2));
    try {
      Optional<Instant> expires = Optional.ofNullable(parts.group(3)).map(UrlAccessSyntax::date);
      String access = UrlSyntax.decoded(parts.group(4));
      int plus = access.indexOf('+');
      Kind kind =
          Kind.valueOf((plus < 0 ? access : access.substring(0, plus)).toUpperCase(Locale.ROOT));
      String user = plus < 0 ? "" : access.substring(plus + 1);
      Optional<String> token =
          Optional.ofNullable(parts.group(5)).map(hex -> hex.toLowerCase(Locale.ROOT));
      return target
          .filter(each -> each.server().isPresent() && each.mailbox().isPresent())
          .map(
              each -> new UrlAccess(parts.group(1), each, owner(each), expires, kind, user, token));
    } catch (DateTimeException | CharacterCodingException | ImapSyntaxException wrong) {
      return Optional.empty();
    }
  }

  private static Instant date(String text) { // RFC 3339 §5.6
    return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
  }

  // iuserinfo = enc-user [iauth] ; RFC 5092 §11
  private static String owner(MessageUrl url) {
    String server = url.server().orElseThrow();
    return server.substring(0, server.lastIndexOf('@')).replaceFirst("(?i);AUTH=.*$", "");
  }
}
