package org.posthorn.webmail.html;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Copies those attributes of elements that are kept, with what is kept of their values. */
final class MailAttributes {
  private static final String OWN_CLASS = "posthorn-";

  private final Use use;
  private final String ids;
  private final MailLinks links;
  private final CssDeclarations styles;

  /**
   * For one mail.
   *
   * @param ids what ids begin with from now on
   */
  MailAttributes(Use use, String ids, MailLinks links) {
    this.use = use;
    this.ids = ids;
    this.links = links;
    styles = new CssDeclarations(use.narrow(), links::picture);
  }

  void copy(Element from, Element to) {
    String element = from.normalName();
    for (Attribute each : from.attributes()) {
      String name = each.getKey().toLowerCase(Locale.ROOT);
      copy(element, name, MailText.withoutControls(each.getValue()), to);
    }
    if (element.equals("img") && !to.hasAttr("src") && from.hasAttr("src")) {
      to.attr("data-blocked", "");
    }
  }

  private void copy(String element, String name, String value, Element to) {
    switch (name) {
      case "style" -> set(to, name, styles.attribute(value));
      case "class" -> set(to, name, use.narrow() ? ownClasses(value) : value);
      case "href" -> link(element, value, to);
      case "src" -> {
        if (element.equals("img")) {
          links.picture(value).ifPresent(shown -> to.attr(name, shown));
        }
      }
      case "background" -> links.picture(value).ifPresent(shown -> to.attr(name, shown));
      case "id" -> id(name, value, to);
      case "name" -> {
        if (element.equals("a") || element.equals("map")) {
          id(name, value, to);
        }
      }
      case "usemap" -> id(name, value.startsWith("#") ? value.substring(1) : value, to);
      case "data-blocked" -> {
        if (element.equals("img")) {
          to.attr(name, "");
        }
      }
      default -> {
        if (MailVocabulary.hasAttribute(element, name, value)) {
          to.attr(name, value);
        }
      }
    }
  }

  private static void set(Element to, String name, String value) {
    if (!value.isEmpty()) {
      to.attr(name, value);
    }
  }

  private static String ownClasses(String classes) {
    return Arrays.stream(classes.split("\\s+"))
        .filter(each -> each.startsWith(OWN_CLASS))
        .collect(Collectors.joining(" "));
  }

  private void id(String name, String value, Element to) {
    if (!use.narrow() && !value.isEmpty()) {
      to.attr(name, (name.equals("usemap") ? "#" : "") + Prefix.of(ids, value));
    }
  }

  private void link(String element, String value, Element to) {
    if (!element.equals("a") && !element.equals("area")) {
      return;
    }
    String target = value.strip();
    if (target.startsWith("#")) {
      if (!use.narrow()) {
        to.attr("href", '#' + Prefix.of(ids, target.substring(1)));
      }
      return;
    }
    MailLinks.link(value)
        .ifPresent(
            address -> {
              to.attr("href", address);
              if (use.document()) {
                to.attr("target", "_blank").attr("rel", "noopener noreferrer");
              }
            });
  }

  /** Copies what a radio button, a check box or its label is. */
  void copySwitch(Element from, Element to) {
    copy(from, to);
    String type = from.attr("type").toLowerCase(Locale.ROOT);
    if (from.normalName().equals("input")) {
      to.attr("type", type);
      id("name", from.attr("name"), to);
      if (from.hasAttr("checked")) {
        to.attr("checked", "");
      }
    } else if (from.hasAttr("for")) {
      id("for", from.attr("for"), to);
    }
  }
}
