package org.posthorn.webmail.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Looks for anything that could run or load something, by lists of its own: what the filter allows
 * must be harmless, not only what it was told to allow.
 */
final class Inert {
  private static final Set<String> HARMLESS =
      Set.of(
          ("#root html head body style a abbr acronym address area article aside b bdi bdo big"
                  + " blockquote br caption center cite code col colgroup dd del details dfn dir div"
                  + " dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd"
                  + " li main map mark menu nav ol p pre q rp rt ruby s samp section small span strike"
                  + " strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
                  + " input label")
              .split(" "));
  private static final Set<String> ADDRESSES =
      Set.of(
          "action",
          "formaction",
          "srcset",
          "poster",
          "ping",
          "cite",
          "longdesc",
          "data",
          "srcdoc",
          "xlink:href",
          "manifest",
          "codebase",
          "dynsrc",
          "lowsrc",
          "attributionsrc",
          "imagesrcset",
          "name",
          "id");

  private Inert() {}

  /** What is wrong with it; nothing when all is well. */
  static List<String> faults(String html, boolean document) {
    List<String> faults = new ArrayList<>();
    Document parsed = Jsoup.parse(html);
    for (Element element : parsed.getAllElements()) {
      String name = element.normalName();
      if (!HARMLESS.contains(name)
          || !element.tag().namespace().endsWith("xhtml")
          || !document && Set.of("input", "label", "style").contains(name)) {
        faults.add("element " + name);
      }
      for (Attribute each : element.attributes()) {
        attribute(name, each.getKey(), each.getValue(), faults);
      }
      if (name.equals("style")) {
        css(element.data(), faults);
      }
    }
    return faults;
  }

  private static void attribute(String element, String name, String value, List<String> faults) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean named = (name.equals("id") || name.equals("name")) && value.startsWith("m-");
    boolean wrong =
        switch (name) {
          case "href" -> !lower.matches("(?:https?://|mailto:|tel:|#m-).*");
          case "src", "background" -> !lower.matches("data:image/(png|jpe?g|gif|webp);base64,.*");
          case "target" -> !value.equals("_blank");
          case "usemap" -> !value.startsWith("#m-");
          case "for" -> !value.startsWith("m-");
          case "type" -> element.equals("input") && !Set.of("radio", "checkbox").contains(value);
          default ->
              name.startsWith("on") || name.contains(":") || !named && ADDRESSES.contains(name);
        };
    if (wrong || value.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n')) {
      faults.add("attribute " + element + ' ' + name + '=' + value);
    }
    if (name.equals("style")) {
      css(value, faults);
    }
  }

  /** Faults of a style sheet or attribute, strings apart. */
  static void css(String css, List<String> faults) {
    if (css.contains("</") || css.contains("<!")) {
      faults.add("css " + css);
    }
    String bare =
        css.toLowerCase(Locale.ROOT)
            .replaceAll("url\\(\"data:image/png;base64,[a-z0-9+/=]*\"\\)", "picture")
            .replaceAll("\"[^\"]*\"", "\"\"");
    for (String bad :
        List.of(
            "url(",
            "@import ",
            "image-set(",
            "image(",
            "src(",
            "paint(",
            "element(",
            "cross-fade",
            "expression(",
            "@font-face",
            "@page",
            "@layer",
            "@charset",
            "@namespace",
            "behavior:",
            "binding:",
            "cursor:",
            "mask:",
            "filter:",
            "attr(",
            "position:fixed",
            "position:sticky",
            "position:var",
            "position:-",
            "<s",
            "/*")) {
      if (bare.contains(bad)) {
        faults.add(bad + " in " + css);
      }
    }
  }
}
