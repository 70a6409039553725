package org.posthorn.imap.session;

/**
 * How much one search may ask for. RFC 9051 §6.4.4 sets no limit; who asks for more is told so by
 * {@code NO [LIMIT]}. RFC 5530 §3.
 *
 * @param keys search keys, those in parentheses and filters counted one by one
 * @param texts those of them for which the octets of messages have to be read
 */
public record SearchLimits(int keys, int texts) {

  /** What no mail program reaches. */
  public static final SearchLimits STANDARD = new SearchLimits(1_000, 100);

  public SearchLimits {
    if (keys < 1 || texts < 1) {
      throw new IllegalArgumentException("A search needs a key");
    }
  }
}
