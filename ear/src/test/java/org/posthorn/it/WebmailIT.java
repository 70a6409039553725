package org.posthorn.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with their mail in the browser, in Chromium against the running server. */
class WebmailIT {
  private static final String ANNA = SmtpTalk.USER;
  private static final String CHOOSY = "user2@posthorn.test";
  private static final String LISTENING = "user3@posthorn.test";
  private static final int MESSAGES = 120;

  @RegisterExtension static final RunningServer SERVER = new RunningServer();
  @RegisterExtension static final MailBrowser BROWSER = new MailBrowser(SERVER);

  @BeforeAll
  static void fill() throws IOException {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), ANNA)) {
      SampleMails.fill(imap, MESSAGES);
    }
  }

  @AfterEach
  void nothingWasStopped() {
    BROWSER.assertNoComplaints();
  }

  private static Page inbox() {
    Page page = BROWSER.desk();
    BROWSER.signIn(page, "/webmail/inbox", ANNA);
    return page;
  }

  private static Locator rows(Page page) {
    return page.locator(".row");
  }

  private static int total(Page page) {
    return Integer.parseInt(page.locator("#list").getAttribute("aria-rowcount"));
  }

  private static void awaitTotal(Page page, int total) {
    assertThat(page.locator("#list")).hasAttribute("aria-rowcount", Integer.toString(total));
  }

  private static void open(Page page, int row) {
    rows(page).nth(row).locator("a").click();
    page.waitForSelector(".msg");
    page.waitForCondition(
        () -> {
          ElementHandle frame = page.querySelector("iframe.body");
          return frame == null
              || frame.contentFrame() != null
                  && frame.contentFrame().url().contains("/webmail/body/");
        });
  }

  @Test
  void whoeverSignsInComesToWhatTheyWanted() {
    Page page = BROWSER.desk();
    page.navigate(BROWSER.url("/webmail/starred"));
    MailBrowser.assertAccessible(page, "sign-in");
    MailBrowser.picture(page, "sign-in");
    page.fill("#address", ANNA);
    page.fill("#password", "wrong");
    page.click("button[type=submit]");
    assertThat(page.locator("#problem")).containsText("not right");
    page.fill("#password", SmtpTalk.PASSWORD);
    page.click("button[type=submit]");
    assertThat(page.locator("h1")).hasText("Starred");
    assertThat(page).hasURL(BROWSER.url("/webmail/starred"));
  }

  @Test
  void aMessageIsReadAndMarkedSo() {
    Page page = inbox();
    assertThat(rows(page).first()).hasClass(Pattern.compile(".*unread.*"));
    open(page, 0);
    assertThat(page.frameLocator("iframe.body").locator("body")).containsText("The dry run");
    assertThat(page.locator(".att")).hasCount(2);
    assertThat(rows(page).first()).not().hasClass(Pattern.compile(".*unread.*"));
    MailBrowser.assertAccessible(page, "message");
    page.mouse().move(1000, 700);
    MailBrowser.picture(page, "light");
    page.keyboard().press("M");
    assertThat(rows(page).first()).hasClass(Pattern.compile(".*unread.*"));
  }

  @Test
  void attachmentsAreShown() {
    Page page = inbox();
    open(page, 3);
    page.locator("a.open[data-view=image]").click();
    assertThat(page.locator(".viewer img")).isVisible();
    MailBrowser.assertAccessible(page, "viewer");
    page.keyboard().press("Escape");
    assertThat(page.locator(".viewer")).hasCount(0);
  }

  @Test
  void whatWasMovedComesBack() {
    Page page = inbox();
    int total = total(page);
    page.keyboard().press("j");
    page.keyboard().press("a");
    assertThat(page.locator(".toast")).containsText("Archived");
    awaitTotal(page, total - 1);
    page.locator(".toast button").click();
    awaitTotal(page, total);
    open(page, 4);
    String subject = page.locator("#subject").innerText();
    page.keyboard().press("w");
    page.keyboard().type("trav");
    page.keyboard().press("Enter");
    assertThat(page.locator(".toast")).containsText("Travel");
    awaitTotal(page, total - 1);
    page.locator(".toast button").click();
    awaitTotal(page, total);
    assertThat(rows(page).nth(4)).containsText(subject); // by its date, not by its new UID
  }

  @Test
  void severalMessagesAreMarkedAtOnce() {
    Page page = inbox();
    page.keyboard().press("j");
    page.keyboard().press("Space");
    page.keyboard().press("Shift+J");
    page.keyboard().press("Shift+J");
    assertThat(page.locator(".picked output")).hasText("3 selected");
    MailBrowser.assertAccessible(page, "selection");
    MailBrowser.picture(page, "selection");
    page.keyboard().press("s");
    for (int i = 0; i < 3; i++) {
      assertThat(rows(page).nth(i).locator(".st")).hasAttribute("aria-pressed", "true");
    }
  }

  @Test
  void searchFindsByFieldsInAllFolders() {
    Page page = inbox();
    page.keyboard().press("/");
    MailBrowser.assertAccessible(page, "search field");
    MailBrowser.picture(page, "search");
    page.keyboard().type("from:priya is:unread");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("from:priya is:unread");
    assertThat(rows(page).first()).containsText("Priya Raman");
    page.navigate(BROWSER.url("/webmail/search?q=nothing-of-that-kind"));
    assertThat(page.locator("[data-none=list]")).hasText("Nothing found");
  }

  @Test
  void newMailAppearsByItself() throws Exception {
    Page page = inbox();
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      SmtpTalk.expect(
          "250",
          smtp.mail(
              "friend@client.example",
              ANNA,
              "From: Fresh <friend@client.example>\r\nSubject: Just now\r\n\r\nHello\r\n"));
    }
    assertThat(rows(page).first()).containsText("Just now");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), ANNA)) {
      imap.say("SELECT INBOX").ok();
      imap.say("UID STORE " + imap.search("now").get(0) + " +FLAGS (\\Flagged)").ok();
    }
    assertThat(rows(page).first().locator(".st")).hasAttribute("aria-pressed", "true");
    page.keyboard().press("j");
    page.keyboard().press("d");
    assertThat(page.locator(".toast")).containsText("trash");
  }

  @Test
  void foldersAreMadeRenamedAndDeleted() {
    Page page = inbox();
    page.locator("[data-do=newFolder]").click();
    page.fill("#asked", "Plans");
    page.keyboard().press("Enter");
    Locator folder = page.locator(".folder", new Page.LocatorOptions().setHasText("Plans"));
    folder.click(
        new Locator.ClickOptions().setButton(com.microsoft.playwright.options.MouseButton.RIGHT));
    MailBrowser.assertAccessible(page, "menu");
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("Rename")).click();
    page.fill("#asked", "Ideas");
    page.keyboard().press("Enter");
    assertThat(folder).hasCount(0);
    Locator renamed = page.locator(".folder", new Page.LocatorOptions().setHasText("Ideas"));
    renamed.click(
        new Locator.ClickOptions().setButton(com.microsoft.playwright.options.MouseButton.RIGHT));
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("Delete folder")).click();
    MailBrowser.assertAccessible(page, "question");
    page.locator(".dialog .bad").click();
    assertThat(renamed).hasCount(0);
  }

  @Test
  void aLongListIsReadWhereOneScrolls() {
    Page page = inbox();
    page.keyboard().press("End");
    assertThat(page.locator(".row.now")).hasAttribute("aria-rowindex", "" + total(page));
    MailBrowser.assertAccessible(page, "deep");
  }

  @Test
  void helpAndSessionsAreShown() {
    Page page = inbox();
    page.keyboard().press("?");
    MailBrowser.assertAccessible(page, "help");
    MailBrowser.picture(page, "keys");
    page.keyboard().press("Escape");
    page.locator("[data-do=account]").click();
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("signed in")).click();
    assertThat(page.locator(".sessions li").first()).containsText("this browser");
    MailBrowser.assertAccessible(page, "sessions");
  }

  @Test
  void whatIsChosenCountsInEveryBrowser() {
    Page page = BROWSER.desk();
    BROWSER.signIn(page, "/webmail/inbox", CHOOSY);
    page.navigate(BROWSER.url("/webmail/settings"));
    page.waitForSelector("html[data-ready]");
    MailBrowser.assertAccessible(page, "settings");
    MailBrowser.picture(page, "settings");
    page.selectOption("#density", "dense");
    assertThat(page.locator(".toast")).hasText("Saved");
    page.selectOption("#language", "de");
    assertThat(page.locator("h1")).hasText("Einstellungen");
    page.fill("#sign0", "Anna\n<b>Posthorn</b>");
    page.locator(".who button").click();
    assertThat(page.locator(".toast")).hasText("Gespeichert");
    Page other = BROWSER.desk();
    BROWSER.signIn(other, "/webmail/inbox", CHOOSY);
    assertThat(other.locator("h1")).hasText("Posteingang");
    assertThat(other.locator("body")).hasClass(Pattern.compile(".*dense.*"));
    other.navigate(BROWSER.url("/webmail/help#keys"));
    other.waitForSelector("html[data-ready]");
    assertThat(other.locator("h1")).hasText("Hilfe");
    MailBrowser.assertAccessible(other, "help page");
    MailBrowser.picture(other, "help-page");
  }

  @Test
  void aBrowserOpensMailLinksAndTellsOfNewMail() throws Exception {
    Page page = BROWSER.desk();
    page.addInitScript( // what nobody sees in a browser without a screen
        """
        navigator.registerProtocolHandler = (scheme, url) => (window.registered = scheme + " " + url);
        window.told = [];
        window.Notification = class extends EventTarget {
          static permission = "granted";
          static requestPermission = async () => "granted";
          constructor(title, options) { super(); window.told.push(title + ": " + options.body); }
        };
        Object.defineProperty(document, "hidden", { get: () => location.pathname === "/webmail/inbox" });
        """);
    BROWSER.signIn(page, "/webmail/inbox", LISTENING);
    page.navigate(BROWSER.url("/webmail/settings"));
    page.waitForSelector("html[data-ready]");
    page.locator("[data-act=links]").click();
    page.waitForFunction(
        "() => window.registered === 'mailto ' + location.origin + '/webmail/compose?mailto=%s'");
    page.selectOption("#notify", "on");
    assertThat(page.locator(".toast")).isVisible();
    page.navigate(BROWSER.url("/webmail/inbox"));
    page.waitForSelector("body[data-live=yes]");
    String manifest = page.locator("link[rel=manifest]").getAttribute("href");
    APIResponse answer = page.request().get(BROWSER.url(manifest));
    assertThat(answer.headers().get("content-type")).contains("application/manifest+json");
    assertThat(answer.text()).contains("/webmail/inbox");
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      SmtpTalk.expect(
          "250", smtp.mail("x@client.example", LISTENING, "Subject: News\r\n\r\nHello\r\n"));
    }
    page.waitForFunction("me => window.told.join() === 'New message: ' + me", LISTENING);
  }

  @Test
  void labelsHaveNamesAndColoursAndAreKeywordsForOthers() throws Exception {
    Page page = inbox();
    open(page, 5);
    page.keyboard().press("y");
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("New label")).click();
    MailBrowser.assertAccessible(page, "label");
    page.fill("#asked", "Für später");
    page.keyboard().press("Enter");
    assertThat(page.locator("h2 .lab")).hasText("Für später");
    MailBrowser.picture(page, "labels");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), ANNA)) {
      imap.say("SELECT INBOX").ok();
      imap.say("UID SEARCH KEYWORD Fur-spater").ok();
    }
    page.locator(".folder", new Page.LocatorOptions().setHasText("Für später")).click();
    awaitTotal(page, 1);
    page.keyboard().press("j");
    page.keyboard().press("y");
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("Für später")).click();
    awaitTotal(page, 0);
  }

  @Test
  void aSearchIsKeptAndFoundAgain() {
    Page page = inbox();
    page.navigate(BROWSER.url("/webmail/search?q=from:priya"));
    page.locator("[data-do=saveSearch]").click();
    page.fill("#asked", "From Priya");
    page.keyboard().press("Enter");
    Locator kept = page.locator(".folder", new Page.LocatorOptions().setHasText("From Priya"));
    assertThat(kept).isVisible();
    page.keyboard().press("i");
    kept.click();
    assertThat(page.locator("h1")).hasText("From Priya");
    assertThat(rows(page).first()).containsText("Priya Raman");
    page.navigate(BROWSER.url("/webmail/settings"));
    page.waitForSelector("html[data-ready]");
    page.locator("[data-part=searches] button").click();
    assertThat(page.locator("[data-part=searches]")).hasText("Nothing yet");
  }

  @Test
  void whatIsOddAboutASenderIsSaid() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      SmtpTalk.expect(
          "250",
          smtp.mail(
              "x@client.example",
              CHOOSY,
              """
              From: "ceo@bank.example" <x@client.example>
              Subject: Urgent payment
              List-Unsubscribe: <mailto:leave@client.example?subject=leave>
              Authentication-Results: client.example; dmarc=pass

              Hello
              """
                  .replace("\n", "\r\n")));
    }
    Page page = BROWSER.desk();
    BROWSER.signIn(page, "/webmail/inbox", CHOOSY);
    page.locator(".row", new Page.LocatorOptions().setHasText("Urgent payment"))
        .locator("a")
        .click();
    assertThat(page.locator(".note.bad")).containsText("ceo@bank.example");
    page.locator(".msg summary").first().click();
    assertThat(page.locator(".mark")).hasCount(2); // and how it came
    MailBrowser.assertAccessible(page, "security");
    MailBrowser.picture(page, "security");
    assertThat(page.locator(".leave"))
        .hasAttribute(
            "href", "/webmail/compose?mailto=mailto%3Aleave%40client.example%3Fsubject%3Dleave");
  }

  @Test
  void darkIsReadable() {
    Page page = BROWSER.darkDesk();
    BROWSER.signIn(page, "/webmail/inbox", ANNA);
    open(page, 1);
    page.mouse().move(1000, 700);
    MailBrowser.assertAccessible(page, "dark");
    MailBrowser.picture(page, "dark");
  }

  @Test
  void phonesShowOnePaneAtATime() {
    Page page = BROWSER.phone();
    BROWSER.signIn(page, "/webmail/inbox", ANNA);
    assertThat(page.locator("h1")).hasText("Posteingang");
    MailBrowser.assertAccessible(page, "phone");
    MailBrowser.picture(page, "phone");
    rows(page).nth(3).locator("a").tap();
    assertThat(page.locator(".msg")).isVisible();
    MailBrowser.assertAccessible(page, "message on a phone");
    MailBrowser.picture(page, "phone-message");
    page.locator("[data-do=back]").tap();
    page.locator("button[data-do=menu]").tap();
    assertThat(page.locator(".side")).isInViewport();
    MailBrowser.picture(page, "phone-folders");
  }

  @Test
  void afterSignOutNothingIsLeft() {
    Page page = inbox();
    open(page, 2);
    page.locator("[data-do=account]").click();
    page.locator(".menu .item", new Page.LocatorOptions().setHasText("Sign out")).click();
    page.waitForSelector("#address");
    page.goBack();
    page.waitForSelector("#address");
    assertThat(page.content()).doesNotContain("Grafana");
  }
}
