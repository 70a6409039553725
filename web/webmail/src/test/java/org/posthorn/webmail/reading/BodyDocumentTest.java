package org.posthorn.webmail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.webmail.html.MailHtml;

class BodyDocumentTest {
  private static String html(String mail, boolean dark) {
    return BodyDocument.html(MailHtml.reading(mail, cid -> null, false).html(), dark);
  }

  @Test
  void whatNamesNoColoursHasThoseOfThePage() {
    assertThat(html("<p>Hello <b>you</b></p>", true)).contains("color-scheme:dark");
    assertThat(html("<p>Hello <b>you</b></p>", false)).contains("color-scheme:light");
  }

  @Test
  void whatNamesColoursStandsOnPaper() {
    assertThat(html("<p style='color:#000'>Hello</p>", true)).contains("color-scheme:light");
    assertThat(html("<table bgcolor=white><tr><td>x</table>", true)).contains("color-scheme:light");
    assertThat(html("<style>p{margin:0}</style><p>x", true)).contains("color-scheme:light");
  }

  @Test
  void ourHeadComesBeforeTheirs() {
    String document = html("<style>a{display:none}</style><a href='https://a.test'>x</a>", false);
    assertThat(document.indexOf("<base target=\"_blank\">"))
        .isBetween(0, document.indexOf("display:none"));
  }
}
