package org.posthorn.mime.text;

import java.util.function.Consumer;

/**
 * Reads HTML that comes in pieces of any size, and shows its text in large ones: so many chars are
 * kept at most, however long the part is. Not thread-safe.
 */
public final class HtmlPieces {
  /** Chars that are read as one page. */
  static final int MOST = 128 * 1024;

  private final Consumer<String> shown;
  private final StringBuilder html = new StringBuilder();
  private boolean inTag; // whose beginning was too long to be kept

  /** Shows text to a reader. */
  public HtmlPieces(Consumer<String> shown) {
    this.shown = shown;
  }

  /** Takes {@code piece} from {@code from} on. */
  public void add(String piece, int from) {
    for (int at = inTag ? afterTag(piece, from) : from; at < piece.length(); ) {
      int count = Math.min(piece.length() - at, MOST - html.length());
      html.append(piece, at, at + count);
      at += count;
      if (html.length() == MOST) {
        page();
        at = inTag ? afterTag(piece, at) : at;
      }
    }
  }

  private int afterTag(String piece, int from) {
    int close = piece.indexOf('>', from);
    inTag = close < 0;
    return inTag ? piece.length() : close + 1;
  }

  // the last tag waits for what follows it, unless it is an image by itself
  private void page() {
    int open = html.lastIndexOf("<");
    boolean whole = open <= html.lastIndexOf(">");
    int end = whole && open < MOST / 2 ? afterWord() : open;
    String page = html.substring(0, end);
    html.delete(0, end);
    inTag = html.length() > MOST / 2;
    if (inTag) {
      html.setLength(0);
    }
    shown.accept(HtmlText.strip(page));
  }

  private int afterWord() {
    int blank = html.lastIndexOf(" ");
    return blank > MOST / 2 ? blank : MOST;
  }

  /** There is no more. */
  public void end() {
    if (html.length() > 0) {
      shown.accept(HtmlText.strip(html.toString()));
      html.setLength(0);
    }
  }
}
