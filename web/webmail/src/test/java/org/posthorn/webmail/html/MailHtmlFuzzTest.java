package org.posthorn.webmail.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random pieces of what filters stumble over; {@code posthorn.fuzz.seconds} and {@code .seed}. */
class MailHtmlFuzzTest {
  private static final String[] CSS = {
    "a",
    "url",
    "u\\72l",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "/*",
    "*/",
    "/",
    "*",
    "<!--",
    "-->",
    ";",
    ":",
    ",",
    "@import",
    "@media",
    "@supports",
    "@keyframes x",
    "@",
    "#",
    "#x",
    "</style>",
    "<img src=x onerror=y>",
    "https://evil.example/",
    "image-set",
    "src",
    "background",
    "content",
    "--x",
    "var",
    "!important",
    " ",
    "\n",
    "\0",
    "\\\n",
    "\\0",
    "\\65",
    "1",
    "1e",
    "e3",
    "px",
    "%",
    ".",
    "-",
    "+",
    "é",
    "\uD800",
    "&",
    "<",
    ">",
    "<!",
    "style",
    "color",
    "position",
    "fixed",
    "expression",
    "@font-face",
    "not",
    "and",
    "width",
    "=",
    "~",
    "|",
    "rgb",
    "calc",
    "html",
    "body",
    "none",
    ".q1",
    "font-family",
    "\t",
    "\u0001",
    "url(",
    "\\",
    "\\2f"
  };
  private static final String[] HTML = {
    "<a href=x>",
    "<a href='https://ok.example/'>",
    "</a>",
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<mtext>",
    "<mglyph>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<select>",
    "</select>",
    "<option>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<b>",
    "</b>",
    "<i id=x>",
    "</i>",
    "<nobr>",
    "<pre>",
    "\n",
    "</pre>",
    "<li>",
    "<ul>",
    "</ul>",
    "<dd>",
    "<dl>",
    "<body bgcolor=red>",
    "<html lang=x>",
    "<head>",
    "</head>",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "text",
    " ",
    "&lt;",
    "&amp;lt;",
    "<img src=x onerror=y>",
    "<font color=1>",
    "</font>",
    "<div style='color:red'>",
    "</div>",
    "<h1>",
    "</h1>",
    "<foreignObject>",
    "<desc>",
    "<annotation-xml encoding=text/html>",
    "<textarea>",
    "</textarea>",
    "<iframe>",
    "</iframe>",
    "<object>",
    "<marquee>",
    "</marquee>",
    "<frameset>",
    "<br>",
    "</br>",
    "</p",
    "<input type=radio>",
    "<label for=x>",
    "<plaintext>",
    "<xmp>",
    "</xmp>",
    "<ruby>",
    "<rt>",
    "<o:p>",
    "<col>",
    "\0",
    "<hr>",
    "<!DOCTYPE html>",
    "<details>",
    "<summary>",
    "<map name=m>",
    "<area href=x>"
  };
  private static final long SEED = Long.getLong("posthorn.fuzz.seed", 7);
  private static final int SECONDS = Integer.getInteger("posthorn.fuzz.seconds", 0);

  @Test
  void whatIsLeftOfAnySheetIsHarmlessAndStays() {
    Random random = new Random(SEED);
    long end = System.nanoTime() + SECONDS * 500_000_000L;
    for (int round = 0; round < 30_000 || System.nanoTime() < end; round++) {
      String css = pieces(random, CSS, 30);
      String sheet =
          switch (round % 3) {
            case 0 -> "a{" + css + "}b{" + css;
            case 1 -> css + "{color:red}";
            default -> "@media " + css + "{a{color:red}}" + css + "{color:red}";
          };
      String once = filtered(sheet);
      List<String> faults = new ArrayList<>();
      Inert.css(once, faults);
      assertThat(faults).as("%s%n-> %s", sheet, once).isEmpty();
      assertThat(filtered(once)).as("%s%n-> %s", sheet, once).isEqualTo(once);
      CssDeclarations styles = new CssDeclarations(round % 2 == 0, none -> Optional.empty());
      String style = styles.attribute(css);
      Inert.css(style, faults);
      assertThat(faults).as("%s%n-> %s", css, style).isEmpty();
      assertThat(styles.attribute(style)).as("%s%n-> %s", css, style).isEqualTo(style);
    }
  }

  private static String filtered(String sheet) {
    return CssSheet.filter(sheet, "", "m-", none -> Optional.empty());
  }

  @Test
  void whatIsLeftOfAnyMailIsHarmlessAndStays() {
    Random random = new Random(SEED);
    long end = System.nanoTime() + SECONDS * 500_000_000L;
    for (int round = 0; round < 6_000 || System.nanoTime() < end; round++) {
      String html = pieces(random, HTML, 40);
      String once = MailHtml.reading(html, cid -> null, false).html();
      assertThat(Inert.faults(once, true)).as("%s%n-> %s", html, once).isEmpty();
      assertThat(MailHtml.reading(once, cid -> null, false).html()).as(html).isEqualTo(once);
      String sent = MailHtml.sending(html, cid -> null);
      assertThat(Inert.faults(sent, false)).as("%s%n-> %s", html, sent).isEmpty();
      assertThat(MailHtml.sending(sent, cid -> null)).as(html).isEqualTo(sent);
    }
  }

  private static String pieces(Random random, String[] words, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      out.append(words[random.nextInt(words.length)]);
    }
    return out.toString();
  }
}
