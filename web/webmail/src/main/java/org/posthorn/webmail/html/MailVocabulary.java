package org.posthorn.webmail.html;

import java.util.Set;

/** Which elements and attributes of mails are kept. */
final class MailVocabulary {
  private static final Set<String> ELEMENTS =
      words(
          """
          a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite
          code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2
          h3 h4 h5 h6 header hr i img ins kbd li main map mark menu nav ol p pre q rp rt ruby s samp
          section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt
          u ul var wbr
          """);

  /** Elements that go with all that is in them. */
  private static final Set<String> DROPPED =
      words(
          """
          script style title head meta link base basefont object embed applet iframe frame frameset
          noframes noscript noembed template svg math textarea select option optgroup datalist
          canvas dialog xml plaintext xmp listing param source track portal slot input image
          selectedcontent fencedframe
          """);

  private static final Set<String> ATTRIBUTES =
      words(
          """
          align valign dir lang title width height bgcolor border bordercolor cellpadding
          cellspacing colspan rowspan nowrap hspace vspace color face size type start value reversed
          alt shape coords summary abbr scope datetime open clear noshade char charoff span rules
          frame compact hidden aria-label aria-hidden aria-level
          """);

  private static final Set<String> BODY_ATTRIBUTES =
      words("text link vlink alink topmargin leftmargin marginwidth marginheight");

  private static final Set<String> ROLES =
      words("presentation none img heading article separator list listitem");

  private MailVocabulary() {}

  static boolean hasElement(String name) {
    return ELEMENTS.contains(name);
  }

  /** Whether an element that is not kept goes with its content; else the content stays. */
  static boolean dropsContent(String name) {
    return DROPPED.contains(name);
  }

  /** Whether an attribute is kept as it is. */
  static boolean hasAttribute(String element, String name, String value) {
    return ATTRIBUTES.contains(name)
        || element.equals("body") && BODY_ATTRIBUTES.contains(name)
        || name.equals("role") && ROLES.contains(value);
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}
