package org.posthorn.webmail.html;

/** Keeps a mail's ids apart from ours, so that none takes the place of an object of the page. */
final class Prefix {
  private Prefix() {}

  /** The id with the prefix, once. */
  static String of(String prefix, String id) {
    return id.startsWith(prefix) ? id : prefix + id;
  }
}
