package org.posthorn.webmail.reading;

/**
 * What became of a message for one recipient.
 *
 * @param css failed, delayed, delivered, relayed, expanded or unknown
 * @param text in words, with the recipient
 * @param why the reason in words; empty for none
 * @param said what the other server said; empty for nothing
 */
public record DeliveryOutcome(String css, String text, String why, String said) {
  public String getCss() {
    return css;
  }

  public String getText() {
    return text;
  }

  public String getWhy() {
    return why;
  }

  public String getSaid() {
    return said;
  }

  public boolean isBad() {
    return css.equals("failed");
  }
}
