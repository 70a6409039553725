package org.posthorn.webmail.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * HTML as plain text, for those who read or write only that: quotes with {@code >}, lists with
 * hyphens and numbers, links with their address behind. Without recursion.
 */
public final class HtmlPlain {
  private static final int MAX_DEPTH = 200;
  private static final Set<String> BLOCKS =
      Set.of(
          ("address article aside blockquote center dd details div dl dt fieldset figcaption figure"
                  + " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr"
                  + " ul summary")
              .split(" "));
  private static final Set<String> SPACED =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote");
  private static final Set<String> SILENT =
      Set.of("script", "style", "title", "head", "template", "noscript", "svg", "math");

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private int quotes;
  private int lists;
  private int pre;
  private boolean space;
  private boolean gap;

  private record Step(Node node, boolean end) {}

  private HtmlPlain() {}

  /** The text, in lines of any length, ended by LF. */
  public static String text(String html) {
    Document document = Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(html, "");
    HtmlPlain plain = new HtmlPlain();
    plain.walk(document.body());
    plain.flush();
    return plain.out.toString();
  }

  private void walk(Element root) {
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(root, false));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      if (step.node() instanceof TextNode text) {
        add(text.getWholeText());
      } else if (step.node() instanceof Element element) {
        if (step.end()) {
          end(element);
        } else if (begin(element)) {
          steps.push(new Step(element, true));
          for (int i = element.childNodeSize() - 1; i >= 0; i--) {
            steps.push(new Step(element.childNode(i), false));
          }
        }
      }
    }
  }

  private boolean begin(Element element) {
    String name = element.normalName();
    if (SILENT.contains(name)) {
      return false;
    }
    if (BLOCKS.contains(name)) {
      flush();
      gap |= SPACED.contains(name) && !(lists > 0 && (name.equals("ul") || name.equals("ol")));
    }
    switch (name) {
      case "blockquote" -> {
        blank();
        quotes++;
      }
      case "ul", "ol" -> lists++;
      case "pre" -> pre++;
      case "br" -> breakLine();
      case "hr" -> line.append("---");
      case "img" -> {
        if (!element.attr("alt").isBlank()) {
          add("[" + element.attr("alt") + "]");
        }
      }
      case "li" -> {
        blank();
        line.append("  ".repeat(Math.max(0, lists - 1))).append(mark(element));
      }
      default -> {}
    }
    if (element.hasClass("posthorn-signature")) {
      flush();
      blank();
      put("-- ");
    }
    return true;
  }

  private static String mark(Element item) {
    Element list = item.parent();
    boolean numbered = list != null && list.normalName().equals("ol");
    return numbered ? item.elementSiblingIndex() + 1 + ". " : "- ";
  }

  private void end(Element element) {
    String name = element.normalName();
    if (name.equals("a")) {
      String address = element.attr("href");
      String shown = element.text().strip();
      boolean told = address.isEmpty() || address.startsWith("#") || shown.isEmpty();
      String bare = address.replaceFirst("^mailto:", "").replaceFirst("/$", "");
      if (!told && !shown.equals(address) && !shown.equals(bare)) {
        line.append(" <").append(address).append('>');
      }
    }
    if (name.equals("td") || name.equals("th")) {
      space = true;
    }
    if (BLOCKS.contains(name)) {
      flush();
      gap |= SPACED.contains(name) && !(lists > 1 && (name.equals("ul") || name.equals("ol")));
    }
    switch (name) {
      case "blockquote" -> quotes--;
      case "ul", "ol" -> lists--;
      case "pre" -> pre--;
      default -> {}
    }
  }

  private void add(String text) {
    if (pre > 0) {
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i > 0) {
          breakLine();
        }
        line.append(lines[i]);
      }
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        space = true;
      } else if (c != '\u200b' && c != '\ufeff') {
        if (space && !line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
        space = false;
        line.append(c == '\u00a0' ? ' ' : c);
      }
    }
  }

  private void breakLine() {
    blank();
    put(line.toString().stripTrailing());
    line.setLength(0);
    space = false;
  }

  private void flush() {
    if (!line.toString().isBlank()) {
      blank();
      put(line.toString().stripTrailing());
    }
    line.setLength(0);
    space = false;
  }

  /** The empty line that is due before the next one. */
  private void blank() {
    if (gap && !out.isEmpty()) {
      put("");
    }
    gap = false;
  }

  private void put(String text) {
    String prefix = "> ".repeat(quotes);
    out.append(text.isEmpty() ? prefix.stripTrailing() : prefix + text).append('\n');
  }
}
