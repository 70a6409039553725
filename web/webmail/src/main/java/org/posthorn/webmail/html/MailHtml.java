package org.posthorn.webmail.html;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way of the HTML of mails into pages and back into mails. What comes out of it runs
 * nothing, has no forms and loads nothing from elsewhere unless that was allowed, in whatever page
 * it stands; it is shown in a frame of its own all the same. Filtering it once more does not change
 * it. Total: any text gives HTML, in time and memory bounded by its length. Thread-safe.
 */
public final class MailHtml {
  private MailHtml() {}

  /**
   * A mail to be read: a whole document, with style sheets, as like the original as can be.
   *
   * @param html as it stands in the mail, decoded
   * @param cidUrls the address, on this server, of the part with a Content-ID (given without angle
   *     brackets); null when there is none. RFC 2392
   * @param remote whether pictures are loaded from other hosts
   */
  public static ReadableHtml reading(
      String html, Function<String, @Nullable String> cidUrls, boolean remote) {
    MailLinks links = new MailLinks(cidUrls, remote);
    return new ReadableHtml(new MailFilter(Use.READING, links).filter(html, ""), links.blocked());
  }

  /**
   * A mail or draft to be edited: what may stand within {@code body}, without style sheets, classes
   * of strangers and what cannot be seen.
   *
   * @param cidUrls as in {@link #reading}
   * @param remote whether pictures of other hosts stay
   */
  public static ReadableHtml editing(
      String html, Function<String, @Nullable String> cidUrls, boolean remote) {
    MailLinks links = new MailLinks(cidUrls, remote);
    return new ReadableHtml(new MailFilter(Use.WRITING, links).filter(html, ""), links.blocked());
  }

  /**
   * What was written here and is to be sent: as {@link #editing}, with no pictures but those that
   * are parts of the mail.
   *
   * @param cids what stands for a Content-ID: {@code cid:} and the same for parts that are sent
   */
  public static String sending(String html, Function<String, @Nullable String> cids) {
    return new MailFilter(Use.WRITING, new MailLinks(cids, false)).filter(html, "");
  }

  /**
   * A mail that is quoted in another: what may stand within an element of a class, with style
   * sheets that have effect there only.
   *
   * @param scope a class of letters and digits
   * @param cids as in {@link #sending}
   * @param remote whether addresses of pictures on other hosts stay in it
   */
  public static ReadableHtml quoting(
      String html, String scope, Function<String, @Nullable String> cids, boolean remote) {
    MailLinks links = new MailLinks(cids, remote);
    return new ReadableHtml(
        new MailFilter(Use.QUOTING, links).filter(html, scope), links.blocked());
  }
}
