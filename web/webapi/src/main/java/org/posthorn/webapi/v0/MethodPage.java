package org.posthorn.webapi.v0;

/** The pages that say what methods there are, with a form to try each. They need no script. */
final class MethodPage {
  /** Nothing is loaded, and forms are sent to this server only. */
  static final String POLICY =
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private MethodPage() {}

  /** The page of a method. */
  static String of(Method method) {
    return page(
        method.word(),
        "<p>"
            + escaped(method.purpose())
            + "</p>\n<form method=\"post\" enctype=\"application/x-www-form-urlencoded\">\n"
            + "<p><label for=\"request\">Request</label></p>\n"
            + "<p><textarea id=\"request\" name=\"request\" rows=\"24\" cols=\"100\""
            + " spellcheck=\"false\">\n"
            + escaped(method.example())
            + "</textarea></p>\n<p><button type=\"submit\">Call</button></p>\n</form>\n"
            + "<p>A program sends the same form with the address of an account and its password,"
            + " or a key that has the scope <code>"
            + method.scope().word()
            + "</code>. What went wrong is answered with status 400,"
            + " <code>Code</code> and <code>Message</code>.</p>\n"
            + "<p><a href=\"./\">All methods</a></p>\n");
  }

  /** The page of all methods. */
  static String all() {
    StringBuilder list = new StringBuilder("<ul>\n");
    for (Method method : Method.values()) {
      list.append("<li><a href=\"").append(method.word()).append("\">").append(method.word());
      list.append("</a>: ").append(escaped(method.purpose())).append("</li>\n");
    }
    return page("Methods for applications", list.append("</ul>\n").toString());
  }

  private static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
        + title
        + "</title></head>\n<body>\n<h1>"
        + title
        + "</h1>\n"
        + body
        + "</body>\n</html>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
