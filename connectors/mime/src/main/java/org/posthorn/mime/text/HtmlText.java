package org.posthorn.mime.text;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** The readable text of HTML: for previews and search, never for display as HTML. */
public final class HtmlText {
  // what a page does not show beside scripts and styles, which are no text
  private static final Set<String> HIDDEN = Set.of("head", "title", "template");
  private static final int DEEPEST = 64; // elements below are put beside each other

  private HtmlText() {}

  /**
   * Leaves out tags, comments, scripts and styles, and replaces entities. Any text will do; time
   * and memory grow with its length, whatever its nesting.
   */
  public static String strip(String html) {
    StringBuilder text = new StringBuilder(html.length() / 2);
    Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "").filter(new Reading(text));
    return text.toString();
  }

  private static final class Reading implements NodeFilter {
    private final StringBuilder text;

    Reading(StringBuilder text) {
      this.text = text;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode words) {
        text.append(words.getWholeText());
      } else if (node instanceof Element element) {
        if (HIDDEN.contains(element.normalName())) {
          return FilterResult.SKIP_ENTIRELY;
        }
        parted(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        parted(element);
      }
      return FilterResult.CONTINUE;
    }

    // a word ends where a block, a cell or an image stands, not where bold letters begin
    private void parted(Element element) {
      String name = element.normalName();
      if (element.isBlock() || name.equals("br") || name.equals("td") || name.equals("img")) {
        text.append(' ');
      }
    }
  }
}
