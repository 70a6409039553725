package org.posthorn.webmail.html;

/** Text as it may stand in a page. */
final class MailText {
  private MailText() {}

  /** The text without control characters, such as those that change the charset of ISO 2022. */
  static String withoutControls(String text) {
    if (text.chars().allMatch(MailText::isText)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.chars().filter(MailText::isText).forEach(c -> out.append((char) c));
    return out.toString();
  }

  private static boolean isText(int c) {
    return c >= ' ' && c != 127 || c == '\t' || c == '\n';
  }
}
