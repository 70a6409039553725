package org.posthorn.webmail.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Copies of a mail's tree what is listed, and nothing else. Without recursion: mail nests deeply.
 */
final class MailTree {
  private final Use use;
  private final MailAttributes attributes;
  private final Deque<Step> steps = new ArrayDeque<>();

  /** A node, and where it is to be copied to. */
  private record Step(Node node, Element target) {}

  MailTree(Use use, MailAttributes attributes) {
    this.use = use;
    this.attributes = attributes;
  }

  /** Copies what is in an element into another. */
  void copy(Element from, Element to) {
    children(from, to);
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      if (step.node() instanceof TextNode text) {
        text(text.getWholeText(), step.target());
      } else if (step.node() instanceof Element element) {
        element(element, step.target());
      }
    }
  }

  private static void text(String text, Element to) {
    String kept = MailText.withoutControls(text);
    if (!kept.isEmpty()) {
      to.appendChild(new TextNode(kept));
    }
  }

  private void element(Element element, Element to) {
    String name = element.normalName();
    boolean html = element.tag().namespace().equals(Parser.NamespaceHtml);
    if (html && use.document() && isSwitch(element)) {
      attributes.copySwitch(element, append(to, name));
    } else if (!html || MailVocabulary.dropsContent(name) || use.text() && isHidden(element)) {
      return;
    } else if (html && use.document() && name.equals("label")) {
      Element label = append(to, name);
      attributes.copySwitch(element, label);
      children(element, label);
    } else if (name.equals("nobr")) {
      children(element, append(to, "span").attr("style", "white-space:nowrap;"));
    } else if (MailVocabulary.hasElement(name)) {
      Element copy = append(to, name);
      attributes.copy(element, copy);
      children(element, copy);
    } else {
      children(element, to);
    }
  }

  /** Unlike jsoup's own method, this does not look for a base address among all ancestors. */
  private static Element append(Element to, String name) {
    Element added = new Element(name);
    to.appendChild(added);
    return added;
  }

  /** Tabs and menus in mails are made of these, with rules for {@code :checked}. */
  private static boolean isSwitch(Element element) {
    String type = element.attr("type").toLowerCase(Locale.ROOT);
    return element.normalName().equals("input")
        && (type.equals("radio") || type.equals("checkbox"));
  }

  private static boolean isHidden(Element element) {
    return element.hasAttr("hidden")
        || element.hasAttr("style") && CssDeclarations.hides(element.attr("style"));
  }

  private void children(Node from, Element to) {
    for (int i = from.childNodeSize() - 1; i >= 0; i--) {
      steps.push(new Step(from.childNode(i), to));
    }
  }
}
