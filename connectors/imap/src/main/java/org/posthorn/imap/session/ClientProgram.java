package org.posthorn.imap.session;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which mail program a client is, as far as it says so by ID and is known: for statistics, so that
 * what clients send makes no series of its own. RFC 2971 §3.3.
 */
final class ClientProgram {
  /** A client that has not said what it is. */
  static final String SILENT = "none";

  private static final String UNKNOWN = "other";

  // by the beginning of the name, in small letters; longer ones first
  private static final Map<String, String> KNOWN = new TreeMap<>((a, b) -> b.compareTo(a));

  static {
    for (String name :
        List.of(
            "Thunderbird",
            "Outlook",
            "iPhone Mail",
            "iPad Mail",
            "Mac OS X Mail",
            "K-9 Mail",
            "FairEmail",
            "Evolution",
            "KMail",
            "mbsync",
            "OfflineIMAP",
            "NeoMutt",
            "Mutt",
            "Roundcube",
            "SOGo",
            "imapsync",
            "getmail",
            "eM Client",
            "Nine",
            "Samsung Email",
            "BlackBerry",
            "Geary",
            "Alpine",
            "aerc",
            "meli",
            "Himalaya",
            "Sylpheed",
            "Claws Mail",
            "imapflow")) {
      KNOWN.put(name.toLowerCase(Locale.ROOT), name);
    }
    KNOWN.put("com.samsung", "Samsung Email");
    KNOWN.put("com.android.email", "Android Email");
    KNOWN.put("com.microsoft", "Outlook");
    KNOWN.put("microsoft outlook", "Outlook");
    KNOWN.put("node-imap", "imapflow");
  }

  private ClientProgram() {}

  /**
   * The program.
   *
   * @param fields of ID: name, value, name, value …
   */
  static String of(List<String> fields) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase("name")) {
        String name = fields.get(i + 1).toLowerCase(Locale.ROOT);
        return KNOWN.entrySet().stream()
            .filter(known -> name.startsWith(known.getKey()))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse(UNKNOWN);
      }
    }
    return fields.isEmpty() ? SILENT : UNKNOWN;
  }
}
