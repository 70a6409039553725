package org.posthorn.webmail.html;

import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Makes the HTML of mails harmless: shows its text. */
public final class MailHtml {
  private MailHtml() {}

  /**
   * What may be shown of a mail.
   *
   * @param cidUrls where a part is, by its Content-ID; null when there is none
   * @param remote whether content of other hosts is wanted
   */
  public static ReadableHtml reading(
      String html, Function<String, @Nullable String> cidUrls, boolean remote) {
    String text = Jsoup.parse(html).wholeText();
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return new ReadableHtml("<pre>" + escaped.strip() + "</pre>", 0);
  }
}
