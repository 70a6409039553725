package org.posthorn.mailauth.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which fields of a message are signed. RFC 6376 §5.4. */
public final class SignedFields {
  /**
   * Signed once more than they are there, so that nobody can add another one that readers would
   * show. RFC 6376 §8.15.
   */
  private static final List<String> SEALED =
      List.of(
          "From",
          "To",
          "Cc",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "In-Reply-To",
          "References",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  /** Signed where they are; a mailing list may add them. */
  private static final List<String> SIGNED =
      List.of(
          "Sender",
          "Content-Disposition",
          "Content-Language",
          "Auto-Submitted",
          "List-Id",
          "List-Help",
          "List-Subscribe",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "List-Owner",
          "List-Post",
          "List-Archive");

  private static final int MOST_OF_A_NAME = 10;

  private SignedFields() {}

  /** The value of {@code h} for a message, names in the form that people know. */
  public static List<String> of(RawHeader header) {
    List<String> names = new ArrayList<>();
    for (String name : SEALED) {
      add(names, name, count(header, name) + 1);
    }
    for (String name : SIGNED) {
      add(names, name, count(header, name));
    }
    return names;
  }

  private static int count(RawHeader header, String name) {
    int there = header.all(name.toLowerCase(Locale.ROOT)).size();
    return Math.min(there, MOST_OF_A_NAME);
  }

  private static void add(List<String> names, String name, int times) {
    for (int i = 0; i < times; i++) {
      names.add(name);
    }
  }
}
