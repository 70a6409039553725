package org.posthorn.imap.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.imap.command.SectionSpec;

/**
 * Reads URLs of messages and their parts, absolute and relative. RFC 5092 §11:
 *
 * <pre>
 * imessagepart = enc-mailbox [";UIDVALIDITY=" n] "/;UID=" n ["/;SECTION=" s] ["/;PARTIAL=" n ["." n]]
 * </pre>
 */
final class UrlSyntax {
  private final String path;
  private OptionalLong uidValidity = OptionalLong.empty();
  private OptionalLong uid = OptionalLong.empty();
  private SectionSpec section = SectionSpec.ALL;
  private Optional<Partial> partial = Optional.empty();

  private UrlSyntax(String path) {
    this.path = path;
  }

  /** Empty when it names no message. */
  static Optional<MessageUrl> parse(String url) {
    try {
      return Optional.of(read(url));
    } catch (ImapSyntaxException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static MessageUrl read(String url) throws CharacterCodingException {
    String scheme = "imap://";
    if (!url.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return new UrlSyntax(url).message(Optional.empty());
    }
    int slash = url.indexOf('/', scheme.length());
    if (slash < 0) {
      throw new ImapSyntaxException("No path");
    }
    String server = decoded(url.substring(scheme.length(), slash));
    return new UrlSyntax(url.substring(slash)).message(Optional.of(server));
  }

  private MessageUrl message(Optional<String> server) throws CharacterCodingException {
    String rest = path;
    Optional<String> mailbox = Optional.empty();
    if (path.startsWith("/")) {
      int end = path.indexOf("/;");
      if (end < 1) {
        throw new ImapSyntaxException("No message");
      }
      mailbox = Optional.of(mailbox(path.substring(1, end)));
      rest = path.substring(end + 1);
    } else if (server.isPresent() || !path.startsWith(";")) {
      throw new ImapSyntaxException("No message");
    }
    for (String parameter : rest.split("/", -1)) {
      parameter(decoded(parameter));
    }
    long number = uid.orElseThrow(() -> new ImapSyntaxException("No UID"));
    return new MessageUrl(server, mailbox, uidValidity, number, section, partial);
  }

  private String mailbox(String text) throws CharacterCodingException {
    int semicolon = text.indexOf(';');
    if (semicolon >= 0) {
      CommandCursor in = cursor(text.substring(semicolon + 1));
      if (!in.tryWord("UIDVALIDITY")) {
        throw in.wrong("Unknown parameter");
      }
      in.expectChar('=');
      uidValidity = OptionalLong.of(in.expectNonZero());
      in.expectEnd();
    }
    return decoded(semicolon < 0 ? text : text.substring(0, semicolon));
  }

  private void parameter(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.startsWith(";UID=")) {
      CommandCursor in = cursor(text.substring(5));
      uid = OptionalLong.of(in.expectNonZero());
      in.expectEnd();
    } else if (upper.startsWith(";SECTION=")) {
      CommandCursor in = cursor("[" + text.substring(9) + "]");
      section = SectionSyntax.body(in).section();
      in.expectEnd();
    } else if (upper.startsWith(";PARTIAL=")) {
      CommandCursor in = cursor(text.substring(9));
      long offset = in.expectNumber64();
      partial = Optional.of(new Partial(offset, in.tryChar('.') ? length(in) : Long.MAX_VALUE));
      in.expectEnd();
    } else {
      throw new ImapSyntaxException("Unknown parameter");
    }
  }

  private static long length(CommandCursor in) {
    long length = in.expectNumber64();
    if (length == 0) {
      throw in.wrong("Number must not be 0");
    }
    return length;
  }

  private static CommandCursor cursor(String text) {
    return new CommandCursor(RawCommand.of(text.getBytes(StandardCharsets.UTF_8)), true);
  }

  // Octets as %HH. RFC 3986 §2.1
  static String decoded(String text) throws CharacterCodingException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != '%') {
        out.write(octets[i]);
      } else {
        int high = i + 1 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
        int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new ImapSyntaxException("Wrong escape");
        }
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(out.toByteArray()))
        .toString();
  }
}
