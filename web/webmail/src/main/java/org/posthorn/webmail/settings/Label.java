package org.posthorn.webmail.settings;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A keyword of messages as its owner sees it.
 *
 * @param keyword as the store and other mail programs know it; an atom of RFC 9051 §9
 * @param name what it is called here
 * @param hue one of {@link #HUES} colours, from 0
 */
public record Label(String keyword, String name, int hue) {
  /** How many colours there are. */
  static final int HUES = 12;

  private static final int LONGEST = 40;

  /** One for a keyword of which nothing is known here. */
  public static Label unknown(String keyword) {
    return new Label(
        keyword, keyword, Math.floorMod(keyword.toLowerCase(Locale.ROOT).hashCode(), HUES));
  }

  /** A keyword for a new label: like its name, and no other label's. */
  static String keyword(String name, List<Label> others) {
    String plain =
        Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String stem = plain.isEmpty() ? "label" : plain.substring(0, Math.min(LONGEST, plain.length()));
    String keyword = stem;
    for (int i = 2; isTaken(keyword, others); i++) {
      keyword = stem + "-" + i;
    }
    return keyword;
  }

  /** Other mail programs mean something by some keywords. */
  private static boolean isTaken(String keyword, List<Label> others) {
    return keyword.matches("(?i)junk|nonjunk|notjunk|forwarded|label\\d+")
        || others.stream().anyMatch(each -> each.keyword().equalsIgnoreCase(keyword));
  }

  public String getKeyword() {
    return keyword;
  }

  public String getName() {
    return name;
  }

  public int getHue() {
    return hue;
  }

  /** The search that finds its messages. */
  public String getQuery() {
    return "label:" + keyword;
  }
}
