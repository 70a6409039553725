package org.posthorn.webmail.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailHtmlTest {
  private static String body(String html) {
    String read = MailHtml.reading(html, cid -> null, false).html();
    return read.substring(read.indexOf("<body>") + 6, read.indexOf("</body>"));
  }

  @Test
  void theLookOfAMailStays() {
    String html =
        "<!DOCTYPE html><html lang=de><head><style>@media (max-width: 600px){.a >"
            + " b{width:100%!important}}</style></head><body bgcolor=#fff text=#222><table"
            + " width=600 cellpadding=0 style=\"border-collapse:collapse;background:#eee\"><tr><td"
            + " class=a align=center><b>x</b></td></tr></table></body></html>";
    assertThat(MailHtml.reading(html, cid -> null, false).html())
        .startsWith("<!doctype html>")
        .contains("<html lang=\"de\">")
        .contains("@media (max-width: 600px){.a > b{width:100%!important;}}")
        .contains("<body bgcolor=\"#fff\" text=\"#222\">")
        .contains("style=\"border-collapse:collapse;background:#eee;\"")
        .contains("<td class=\"a\" align=\"center\"><b>x</b></td>");
  }

  @Test
  void remoteContentIsCountedAndLeftOut() {
    String html =
        "<img src=https://a.example/1><img src=https://a.example/1><p style='background:#fff"
            + " url(https://a.example/2) no-repeat'>x<table><tr><td background=http://a.example/3>"
            + "<style>p{background-image:url(//a.example/4)}</style>";
    ReadableHtml read = MailHtml.reading(html, cid -> null, false);
    assertThat(read.remoteBlocked()).isEqualTo(4);
    assertThat(read.html()).doesNotContain("a.example").contains("background:#fff none no-repeat");
  }

  @Test
  void remoteContentIsShownOnDemand() {
    String html = "<img src=https://a.example/1><p style='background:url(https://a.example/2)'>x";
    ReadableHtml read = MailHtml.reading(html, cid -> null, true);
    assertThat(read.remoteBlocked()).isZero();
    assertThat(read.html()).contains("src=\"https://a.example/1\"").contains("a.example/2");
  }

  @Test
  void partsOfTheMailAreShown() { // RFC 2392 §2
    String html = "<img src=cid:a%40b><p style=\"background:url('cid:c')\">x</p><img src=cid:none>";
    String read =
        MailHtml.reading(html, id -> id.equals("none") ? null : "/webmail/part/" + id, false)
            .html();
    assertThat(read)
        .contains("src=\"/webmail/part/a%40b\"")
        .contains("url(&quot;/webmail/part/c&quot;)")
        .contains("<img data-blocked=\"\">");
  }

  @Test
  void aPercentEncodedContentIdIsFoundDecoded() { // RFC 2392 §2
    String read =
        MailHtml.reading("<img src=cid:a%40b>", id -> id.equals("a@b") ? "/p" : null, false).html();
    assertThat(read).contains("<img src=\"/p\">");
  }

  @Test
  void linksOpenElsewhere() {
    assertThat(body("<a href=' https://ok.example/?a=1&b=2 '>x</a>"))
        .isEqualTo(
            "<a href=\"https://ok.example/?a=1&amp;b=2\" target=\"_blank\""
                + " rel=\"noopener noreferrer\">x</a>");
  }

  @Test
  void anchorsStayWithinTheMail() {
    assertThat(body("<a href=#top>x</a><p id=top>y</p><style>#top{color:red}</style>"))
        .contains("href=\"#m-top\"")
        .contains("id=\"m-top\"");
  }

  @Test
  void switchesOfInteractiveMailStay() {
    assertThat(body("<input type=radio name=t id=a checked><label for=a>x</label>"))
        .contains("type=\"radio\"")
        .contains("name=\"m-t\"")
        .contains("checked")
        .contains("for=\"m-a\"");
  }

  @Test
  void editedTextHasNoSheetsClassesOrPreheaders() {
    String html =
        "<style>p{color:red}</style><div style='display:none'>preheader</div><p class='x"
            + " posthorn-signature' style='color:blue;position:absolute'>y</p>";
    assertThat(MailHtml.editing(html, cid -> null, false).html())
        .isEqualTo("<p class=\"posthorn-signature\" style=\"color:blue;\">y</p>");
  }

  @Test
  void sentTextHasNoRemotePictures() {
    assertThat(MailHtml.sending("<img src=https://a.example/1><img src=cid:x>", id -> "cid:" + id))
        .doesNotContain("a.example")
        .contains("<img src=\"cid:x\">");
  }

  @Test
  void sheetsOfAQuoteStayWithinIt() {
    String html =
        "<style>p,body{color:red}body+p{color:blue}@keyframes x{to{top:0}}</style><p>x</p>";
    assertThat(MailHtml.quoting(html, "q1", cid -> null, false).html())
        .isEqualTo("<style>.q1 p,.q1{color:red;}.q1 body+p{color:blue;}</style><p>x</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<b>",
        "<table><td>",
        "<svg>",
        "<a href=x>",
        "<font color=1>",
        "<math><mtext>",
        "<ul><li>",
        "<blockquote>",
        "<p><button>",
        "<!--",
        "<style>",
        "<style>@media x{",
        "<style>a{x:(",
        "<style>[",
        "<p style='{'>",
        "<i a='",
        "&",
        "<",
        "</p>",
        "<nobr>",
        "<form><table>",
        "<template>",
        "<select>",
        "<object><p>",
        "<b x=1><i>"
      })
  void deepNestingEndsInTime(String piece) {
    String html = piece.repeat(100_000);
    assertThat(cpuSeconds(html)).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p style='color:red'>text <b>bold</b></p>",
        "<img src=https://a.example/x>",
        "<style>.a{color:red}</style>",
        "<p title='x' style=\"font-family:'a\\62 c';color:rgb(1,2,3)\">",
        "<td background=x><td bgcolor=1>",
        "text &amp; more "
      })
  void timeGrowsWithTheLength(String piece) {
    String html = piece.repeat(2_000_000 / piece.length());
    assertThat(cpuSeconds(html)).isLessThan(20);
  }

  @Test
  void attributesWithoutEndAreBounded() {
    StringBuilder html = new StringBuilder("<p");
    for (int i = 0; i < 100_000; i++) {
      html.append(" a").append(i).append("=x");
    }
    assertThat(cpuSeconds(html + ">x")).isLessThan(5);
  }

  /** Of the processor, whatever else it does meanwhile. */
  private static double cpuSeconds(String html) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(MailHtml.reading(html, cid -> null, false).html()).contains("<body>");
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
  }
}
