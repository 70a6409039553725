package org.posthorn.webmail.html;

import java.util.Set;

/** Which properties and functions of style sheets are kept. */
final class CssVocabulary {
  /** First words of properties; the rest of the name is free. */
  private static final Set<String> FAMILIES =
      words(
          """
          align animation aspect background border bottom box break caption clear clip color column
          columns content counter direction display empty flex float font gap grid height hyphens
          inset justify left letter line list margin max min object opacity order orphans outline
          overflow padding page place position quotes right rotate row scale table tab text top
          transform transition unicode vertical visibility white widows width word writing z zoom
          """);

  /** What is left of text that is edited or sent: nothing that could leave its place. */
  private static final Set<String> NARROW =
      words(
          """
          color background background-color font font-family font-size font-style font-weight
          font-variant text-align text-decoration text-decoration-line text-indent text-transform
          vertical-align white-space white-space-collapse text-wrap-mode list-style-type direction
          width height max-width min-width line-height letter-spacing
          padding padding-top padding-right padding-bottom padding-left
          margin margin-top margin-right margin-bottom margin-left
          border border-top border-right border-bottom border-left border-width border-style
          border-color border-top-width border-top-style border-top-color border-right-width
          border-right-style border-right-color border-bottom-width border-bottom-style
          border-bottom-color border-left-width border-left-style border-left-color border-radius
          border-collapse border-spacing overflow-wrap word-break
          """);

  private static final Set<String> FUNCTIONS =
      words(
          """
          rgb rgba hsl hsla hwb lab lch oklab oklch color-mix light-dark calc min max clamp var
          linear-gradient radial-gradient conic-gradient repeating-linear-gradient
          repeating-radial-gradient repeating-conic-gradient -webkit-linear-gradient
          -webkit-radial-gradient -moz-linear-gradient -moz-radial-gradient -o-linear-gradient
          translate translatex translatey translatez translate3d scale scalex scaley scale3d rotate
          rotatex rotatey rotatez rotate3d skew skewx skewy matrix matrix3d perspective
          cubic-bezier steps repeat minmax fit-content rect circle ellipse inset polygon
          counter counters env
          """);

  /** Functions in selectors and in the conditions of media and support. */
  private static final Set<String> CONDITIONS =
      words("not is where and or nth-child nth-last-child nth-of-type nth-last-of-type lang dir");

  /** Properties whose value may name a picture, and {@code none} instead. */
  private static final Set<String> PICTURES =
      words(
          """
          background background-image list-style list-style-image border-image border-image-source
          """);

  private CssVocabulary() {}

  /**
   * Whether a property is kept.
   *
   * @param name in lower case, unless it is a custom property
   */
  static boolean hasProperty(String name, boolean narrow) {
    if (narrow) {
      return NARROW.contains(name);
    }
    if (name.startsWith("--")) {
      return name.length() > 2;
    }
    String standard = withoutVendor(name);
    int dash = standard.indexOf('-');
    return FAMILIES.contains(dash < 0 ? standard : standard.substring(0, dash));
  }

  private static String withoutVendor(String name) {
    for (String vendor : new String[] {"-webkit-", "-moz-", "-ms-"}) {
      if (name.startsWith(vendor)) {
        return name.substring(vendor.length());
      }
    }
    return name;
  }

  static boolean hasFunction(String name) {
    return FUNCTIONS.contains(name);
  }

  static boolean hasCondition(String name) {
    return CONDITIONS.contains(name);
  }

  /** Whether an address in the value is looked at at all. */
  static boolean mayShowPicture(String property) {
    return PICTURES.contains(property) || property.equals("content");
  }

  /** Whether {@code none} can stand for a picture that is not shown. */
  static boolean mayShowNone(String property) {
    return PICTURES.contains(property);
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}
