package org.posthorn.webapi.body;

/**
 * How deep JSON goes, and how many values it has. RFC 8259 §9: a parser may set limits on the size
 * of texts and the depth of nesting.
 */
public final class Nesting {
  /** More than any request needs; a parser that calls itself bears far more. */
  public static final int MOST = 16;

  /** The most values: a parser keeps an object for each. */
  public static final int MOST_VALUES = 20_000;

  private Nesting() {}

  /** Whether there are more than {@link #MOST_VALUES} values. */
  public static boolean tooMany(byte[] json) {
    int values = 1;
    boolean text = false;
    for (int i = 0; i < json.length; i++) {
      byte octet = json[i];
      if (text) {
        if (octet == '\\') {
          i++;
        }
        text = octet != '"';
      } else if (octet == '"') {
        text = true;
      } else if (octet == ',' || octet == '[' || octet == '{') {
        values++; // it stands before each but the first
      }
    }
    return values > MOST_VALUES;
  }

  /** Whether arrays and objects stand within each other more than {@link #MOST} deep. */
  public static boolean tooDeep(byte[] json) {
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < json.length; i++) {
      byte octet = json[i];
      if (text) {
        if (octet == '\\') {
          i++;
        }
        text = octet != '"';
      } else if (octet == '"') {
        text = true;
      } else if (octet == '{' || octet == '[') {
        depth++;
      } else if (octet == '}' || octet == ']') {
        depth--;
      }
      if (depth > MOST) {
        return true;
      }
    }
    return false;
  }
}
