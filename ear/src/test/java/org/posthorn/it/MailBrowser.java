package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's Chromium, for tests of pages. Without it they are skipped; where {@code POSTHORN_CI} is
 * set they fail. Whatever a page complains about (errors, what the Content-Security-Policy has
 * stopped) is a failure.
 */
final class MailBrowser implements BeforeAllCallback, AfterAllCallback {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final String PASSWORD = "posthorn";
  private static final double PATIENCE_MILLIS = 30_000;
  private static final String RULES =
      "{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']}";

  private final RunningServer server;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  /** For the pages of a server. */
  MailBrowser(RunningServer server) {
    this.server = server;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Programs.need(CHROMIUM);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox"))); // root needs that
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (browser != null) {
      browser.close();
    }
    if (playwright != null) {
      playwright.close();
    }
  }

  /** The address of a path of the server. */
  String url(String path) {
    return "http://127.0.0.1:" + server.port("http") + path;
  }

  /** A window of its own, in English, as wide as a desk allows. */
  Page desk() {
    return page(options().setViewportSize(1440, 900));
  }

  /** The same in the dark. */
  Page darkDesk() {
    return page(options().setViewportSize(1440, 900).setColorScheme(ColorScheme.DARK));
  }

  /** A phone, in German. */
  Page phone() {
    return page(
        options()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true)
            .setLocale("de-DE"));
  }

  private static Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin");
  }

  private Page page(Browser.NewContextOptions options) {
    BrowserContext context = Objects.requireNonNull(browser).newContext(options);
    context.addInitScript(
        "addEventListener('securitypolicyviolation',"
            + " e => console.error('policy', e.violatedDirective, e.blockedURI))");
    Page page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(url("/")) && !request.url().startsWith("data:")) {
            complaints.add("another host is asked: " + request.url());
          }
        });
    return page;
  }

  /** Opens a path, signs in, and waits for the page. */
  void signIn(Page page, String path, String user) {
    page.navigate(url(path));
    page.fill("#address", user);
    page.fill("#password", PASSWORD);
    page.click("button[type=submit]");
    page.waitForSelector(".app");
    page.waitForSelector("body[data-live=yes]");
  }

  /** Whether pages have complained since the last time. */
  void assertNoComplaints() {
    List<String> heard = List.copyOf(complaints);
    complaints.clear();
    assertThat(heard).isEmpty();
  }

  /** What axe-core says against a page, by WCAG 2.2 A and AA, is nothing. */
  static void assertAccessible(Page page, String what) {
    CDPSession session = page.context().newCDPSession(page);
    com.google.gson.JsonObject script = new com.google.gson.JsonObject();
    script.addProperty("expression", axe());
    session.send("Runtime.evaluate", script); // past the page's own policy
    com.google.gson.JsonObject run = new com.google.gson.JsonObject();
    run.addProperty(
        "expression",
        "axe.run(document,"
            + RULES
            + ").then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html).join('\\n'))");
    run.addProperty("awaitPromise", true);
    run.addProperty("returnByValue", true);
    String violations =
        session.send("Runtime.evaluate", run).getAsJsonObject("result").get("value").getAsString();
    session.detach();
    assertThat(violations).as(what).isEmpty();
  }

  private static String axe() {
    try (InputStream script = MailBrowser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Takes a picture for the documents, where {@code -Dit.pictures=FOLDER} wants them. */
  static void picture(Page page, String name) {
    String folder = System.getProperty("it.pictures");
    Path target = folder == null ? Path.of("target", "it", "webmail") : Path.of(folder);
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    page.waitForTimeout(700);
    page.screenshot(new Page.ScreenshotOptions().setPath(target.resolve(name + ".png")));
  }
}
