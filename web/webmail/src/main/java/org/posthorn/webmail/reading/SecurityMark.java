package org.posthorn.webmail.reading;

/**
 * Something that people should know about where a message comes from.
 *
 * @param css good, bad, or plain
 * @param icon of the sprite
 * @param text in words
 */
public record SecurityMark(String css, String icon, String text) {
  public String getCss() {
    return css;
  }

  public String getIcon() {
    return icon;
  }

  public String getText() {
    return text;
  }

  /** Whether it is a warning. */
  public boolean isBad() {
    return css.equals("bad");
  }
}
