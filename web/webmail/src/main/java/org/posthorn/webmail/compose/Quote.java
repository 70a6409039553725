package org.posthorn.webmail.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.webmail.html.HtmlPlain;
import org.posthorn.webmail.html.MailHtml;

/** The message that a mail quotes below its own text, made of what is stored. */
final class Quote {
  private static final String BAR =
      "margin:8px 0 0;padding-left:12px;border-left:2px solid #b9c6f2;";

  private final StoredMail original;
  private final String attribution;
  private final boolean remote;
  private final List<OutgoingPart> pictures = new ArrayList<>();

  /**
   * Of a message.
   *
   * @param attribution the line above it
   * @param remote whether pictures of other hosts were shown, and so stay
   */
  Quote(StoredMail original, String attribution, boolean remote) {
    this.original = original;
    this.attribution = attribution;
    this.remote = remote;
  }

  /** The quote as HTML; its {@link #pictures} are known then. */
  String html() {
    String quoted =
        original
            .html()
            .map(html -> MailHtml.quoting(html, "q1", this::picture, remote).html())
            .orElseGet(() -> escapedLines(original.plain().orElse("")));
    return "<div class=\"posthorn-quote\"><div>"
        + escaped(attribution)
        + "</div><blockquote type=\"cite\" class=\"q1\" style=\""
        + BAR
        + "\">"
        + quoted
        + "</blockquote></div>";
  }

  private @org.jspecify.annotations.Nullable String picture(String id) {
    Optional<MessagePart> part = original.byContentId(id);
    if (part.isEmpty()) {
      return null;
    }
    boolean known =
        pictures.stream().anyMatch(each -> each.contentId().filter(id::equals).isPresent());
    if (!known) {
      MessagePart found = part.get();
      pictures.add(
          new OutgoingPart(
              found.fileName().orElse(""),
              found.mediaType(),
              Optional.of(id),
              original.octets(found)));
    }
    return "cid:" + id;
  }

  /** What the HTML shows. */
  List<OutgoingPart> pictures() {
    return List.copyOf(pictures);
  }

  /** The quote as plain text. */
  String text() {
    String text = plain(original);
    String quoted =
        text.lines()
            .map(line -> line.startsWith(">") ? ">" + line : line.isEmpty() ? ">" : "> " + line)
            .collect(Collectors.joining("\n"));
    return attribution + "\n" + quoted + "\n";
  }

  /** The text of a message, from HTML when there is nothing else. */
  static String plain(StoredMail mail) {
    return mail.plain().or(() -> mail.html().map(HtmlPlain::text)).orElse("").stripTrailing();
  }

  static String escapedLines(String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? "<div><br></div>" : "<div>" + escaped(line) + "</div>")
        .collect(Collectors.joining());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
