package org.posthorn.webmail.html;

import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Turns the HTML of a mail into HTML of which every part was allowed. */
final class MailFilter {
  private static final int MAX_LENGTH = 8 << 20;
  private static final int MAX_DEPTH = 200; // browsers begin to move elements about at 512
  private static final int MAX_SHEETS = 1 << 20;
  private static final int ROUNDS = 4;

  private final Use use;
  private final MailLinks links;

  MailFilter(Use use, MailLinks links) {
    this.use = use;
    this.links = links;
  }

  /**
   * Filters until what is written is what the parser reads: an element that is left out may let
   * others come to stand where the grammar does not have them.
   *
   * @param scope a class below which style sheets are to have effect; empty for everywhere
   */
  String filter(String html, String scope) {
    String ids = scope.isEmpty() ? "m-" : scope + "-";
    String cut = html.length() > MAX_LENGTH ? html.substring(0, MAX_LENGTH) : html;
    String filtered = once(cut, scope.isEmpty() ? "" : "." + scope, ids);
    for (int round = 1; round < ROUNDS; round++) {
      String again = once(filtered, "", ids);
      if (again.equals(filtered)) {
        return filtered;
      }
      filtered = again;
    }
    return filtered;
  }

  private String once(String html, String scope, String ids) {
    Document in = Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(html, "");
    Document out = Document.createShell("");
    out.outputSettings().prettyPrint(false);
    MailAttributes attributes = new MailAttributes(use, ids, links);
    String sheet = use.narrow() ? "" : sheets(in, scope, ids);
    new MailTree(use, attributes).copy(in.body(), out.body());
    if (!use.document()) {
      if (!sheet.isEmpty()) {
        out.body().prependElement("style").appendChild(new DataNode(sheet));
      }
      return out.body().html();
    }
    if (in.documentType() != null && in.quirksMode() != Document.QuirksMode.quirks) {
      out.prependChild(new DocumentType("html", "", ""));
    }
    Element from = in.selectFirst("html");
    Element to = out.selectFirst("html");
    if (from != null && to != null) {
      attributes.copy(from, to);
    }
    attributes.copy(in.body(), out.body());
    if (!sheet.isEmpty()) {
      out.head().appendElement("style").appendChild(new DataNode(sheet));
    }
    return out.outerHtml();
  }

  private String sheets(Document in, String scope, String ids) {
    StringBuilder sheets = new StringBuilder();
    for (Element style : in.getElementsByTag("style")) {
      boolean html = style.tag().namespace().equals(Parser.NamespaceHtml);
      if (html && style.closest("noscript,template,select,svg,math") == null) {
        int room = MAX_SHEETS - sheets.length();
        String kept = sheet(style, scope, ids);
        sheets.append(kept.length() > room ? "" : kept);
      }
    }
    return sheets.toString();
  }

  private String sheet(Element style, String scope, String ids) {
    String kept = CssSheet.filter(style.data(), scope, ids, links::picture);
    String media = style.attr("media").strip();
    if (media.isEmpty() || kept.isEmpty()) {
      return kept;
    }
    return CssSheet.media(media).map(when -> "@media " + when + '{' + kept + '}').orElse("");
  }
}
