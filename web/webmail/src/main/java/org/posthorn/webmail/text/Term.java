package org.posthorn.webmail.text;

/**
 * What one can search for.
 *
 * @param key as one types it
 * @param value what it finds
 */
public record Term(String key, String value) {
  public String getKey() {
    return key;
  }

  public String getValue() {
    return value;
  }
}
