package org.posthorn.webmail.reading;

import java.util.regex.Pattern;

/** The page in the frame of a message. */
final class BodyDocument {
  private static final String STYLE =
      "html{color-scheme:%s}body{margin:0;padding:2px 0 12px;overflow-wrap:break-word;"
          + "font:15px/1.6 Inter,ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,"
          + "'Noto Sans',sans-serif;color:%s;background:%s}a{color:%s}"
          + "img{max-width:100%%;height:auto}pre{white-space:pre-wrap;font:inherit;margin:0}"
          + "blockquote{margin:10px 0;padding:1px 0 1px 14px;border-left:3px solid %s;color:%s}"
          + "hr{border:0;border-top:1px solid %s;margin:20px 0}.line{white-space:pre-wrap}"
          + ".signature{color:%s}table{max-width:100%%}";

  private static final String DARK =
      STYLE.formatted(
          "dark", "#dfe3ea", "#161a21", "#8ab4ff", "#343c4a", "#a0a9b9", "#2a303b", "#98a1b3");
  private static final String LIGHT =
      STYLE.formatted(
          "light", "#1f2430", "#fff", "#2457d6", "#d5dbe6", "#566073", "#e2e6ed", "#626b7d");

  private static final String PAPER = "body{padding:12px;border-radius:8px}";
  private static final Pattern COLOURED =
      Pattern.compile("color|background|<style|<font", Pattern.CASE_INSENSITIVE);

  private BodyDocument() {}

  /** The document of a plain text, in the colours of the page around it. */
  static String plain(String content, boolean dark) {
    return "<!DOCTYPE html><html><head>"
        + head(dark ? DARK : LIGHT)
        + "</head><body class=\"text\">"
        + content
        + "</body></html>";
  }

  /**
   * The document of a text with looks of its own. One that names colours stands on white paper, for
   * nobody knows which others it takes for granted; one that names none has those of the page.
   *
   * @param document harmless, with a head
   */
  static String html(String document, boolean dark) {
    boolean ours = dark && !COLOURED.matcher(document).find();
    String style = ours ? DARK : dark ? LIGHT + PAPER : LIGHT;
    int head = document.indexOf("<head>") + "<head>".length();
    return document.substring(0, head) + head(style) + document.substring(head);
  }

  private static String head(String style) {
    return "<meta charset=\"utf-8\"><title>.</title><base target=\"_blank\"><style>"
        + style
        + "</style>";
  }
}
