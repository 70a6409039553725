package org.posthorn.filtering.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What travels with a message to the mailbox, so that the mailbox's owner can later say of its
 * sender what it was.
 *
 * @param messageDigest of the Message-ID; 0 where there is none
 */
public record ArrivalNote(SenderFacts sender, long messageDigest) {
  private static final String VERSION = "1";
  private static final int FIELDS = 8;
  private static final int LONGEST = 400; // chars of a name
  private static final int MOST_SIGNERS = 4;

  /** The note as text without blanks. */
  public String text() {
    String joined =
        String.join(
            "\t",
            VERSION,
            cut(sender.author()),
            sender.proved() ? "1" : "0",
            String.join(
                ",", sender.signers().stream().limit(MOST_SIGNERS).map(ArrivalNote::cut).toList()),
            cut(sender.sender()),
            cut(sender.hello()),
            cut(sender.client()),
            Long.toString(messageDigest));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(UTF_8));
  }

  private static String cut(String name) {
    return name.length() > LONGEST || name.indexOf('\t') >= 0 || name.indexOf(',') >= 0 ? "" : name;
  }

  /** Reads it; empty for what is none, or of a later version. */
  public static Optional<ArrivalNote> read(String text) {
    try {
      String[] fields = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\t", -1);
      if (fields.length < FIELDS || !fields[0].equals(VERSION)) {
        return Optional.empty();
      }
      List<String> signers = fields[3].isEmpty() ? List.of() : List.of(fields[3].split(","));
      SenderFacts sender =
          new SenderFacts(
              fields[1], fields[2].equals("1"), signers, fields[4], fields[5], fields[6]);
      return Optional.of(new ArrivalNote(sender, Long.parseLong(fields[7])));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }
}
