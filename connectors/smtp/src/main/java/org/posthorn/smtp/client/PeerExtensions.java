package org.posthorn.smtp.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server offers in its answer to EHLO. RFC 5321 §4.1.1.1.
 *
 * @param pipelining commands may be sent ahead. RFC 2920
 * @param startTls TLS may be started. RFC 3207
 * @param eightBitMime RFC 6152
 * @param chunking RFC 3030 §2
 * @param binary RFC 3030 §3
 * @param smtpUtf8 RFC 6531
 * @param dsn the peer takes what the sender wants to be told of. RFC 3461
 * @param requireTls it passes mail on under TLS only, where that is asked for. RFC 8689 §2
 * @param futureRelease RFC 4865
 * @param deliverBy RFC 2852
 * @param minBy the shortest time to deliver by in seconds, 0 when not said. RFC 2852 §3
 * @param mtPriority RFC 6710
 * @param rrvs RFC 7293
 * @param noSoliciting RFC 3865
 * @param size whether SIZE is known. RFC 1870
 * @param maxSize the largest message in octets, 0 when not said. RFC 1870 §4
 * @param maxRecipients per transaction, 0 when not said. RFC 9422 §4.2
 * @param maxMails transactions per connection, 0 when not said. RFC 9422 §4.1
 * @param auth the mechanisms of login, in upper case. RFC 4954
 */
record PeerExtensions(
    boolean pipelining,
    boolean startTls,
    boolean eightBitMime,
    boolean chunking,
    boolean binary,
    boolean smtpUtf8,
    boolean dsn,
    boolean requireTls,
    boolean futureRelease,
    boolean deliverBy,
    long minBy,
    boolean mtPriority,
    boolean rrvs,
    boolean noSoliciting,
    boolean size,
    long maxSize,
    int maxRecipients,
    int maxMails,
    Set<String> auth) {

  /** What a server offers that only knows HELO. */
  static final PeerExtensions NONE =
      new PeerExtensions(
          false, false, false, false, false, false, false, false, false, false, 0, false, false,
          false, false, 0, 0, 0, Set.of());

  PeerExtensions {
    auth = Set.copyOf(auth);
  }

  /** Whether any octets may be sent. BINARYMIME is nothing without CHUNKING. RFC 3030 §3. */
  boolean binaryMime() {
    return chunking && binary;
  }

  /** Reads the lines of an answer to EHLO; what is unknown or malformed is left out. */
  static PeerExtensions of(List<String> lines) {
    PeerExtensions found = NONE;
    for (String line : lines.subList(1, lines.size())) {
      found = found.with(line.strip().toUpperCase(Locale.ROOT).split(" +"));
    }
    return found;
  }

  private PeerExtensions with(String[] words) {
    boolean utf8 = smtpUtf8 || words[0].equals("SMTPUTF8");
    boolean eightBit = eightBitMime || words[0].equals("8BITMIME");
    boolean sizeLine = words[0].equals("SIZE");
    return new PeerExtensions(
        pipelining || words[0].equals("PIPELINING"),
        startTls || words[0].equals("STARTTLS"),
        eightBit,
        chunking || words[0].equals("CHUNKING"),
        binary || words[0].equals("BINARYMIME"),
        utf8,
        dsn || words[0].equals("DSN"),
        requireTls || words[0].equals("REQUIRETLS"),
        futureRelease || words[0].equals("FUTURERELEASE"),
        deliverBy || words[0].equals("DELIVERBY"),
        words[0].equals("DELIVERBY") && words.length > 1 ? number(words[1], 9) : minBy,
        mtPriority || words[0].equals("MT-PRIORITY"),
        rrvs || words[0].equals("RRVS"),
        noSoliciting || words[0].equals("NO-SOLICITING"),
        size || sizeLine,
        sizeLine && words.length > 1 ? number(words[1], 19) : maxSize,
        words[0].equals("LIMITS") ? limit(words, "RCPTMAX=", maxRecipients) : maxRecipients,
        words[0].equals("LIMITS") ? limit(words, "MAILMAX=", maxMails) : maxMails,
        words[0].equals("AUTH") ? Set.of(tail(words)) : auth);
  }

  private static String[] tail(String[] words) {
    return Arrays.stream(words).skip(1).distinct().toArray(String[]::new);
  }

  private static int limit(String[] words, String name, int otherwise) {
    for (String word : words) {
      if (word.startsWith(name)) {
        return (int) number(word.substring(name.length()), 6); // RFC 9422 §3: up to 6 digits
      }
    }
    return otherwise;
  }

  private static long number(String digits, int longest) {
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!plain || digits.length() > longest) {
      return 0;
    }
    return digits.length() == 19 && digits.compareTo("9223372036854775807") > 0
        ? 0
        : Long.parseLong(digits);
  }
}
