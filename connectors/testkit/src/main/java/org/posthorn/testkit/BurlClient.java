package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that submits a message which is in a mailbox already, without sending it again: it has a
 * URL made for it by IMAP (GENURLAUTH, RFC 4467) and gives that to submission (BURL, RFC 4468). The
 * addresses of users are in ASCII, without quotes.
 */
public final class BurlClient implements AutoCloseable {
  private static final Pattern APPENDED = Pattern.compile("\\[APPENDUID [0-9]+ ([0-9]+)]");
  private static final Pattern URL = Pattern.compile("\\* GENURLAUTH \"?([^\" ]+)\"?");

  private final Line imap;
  private final Line smtp;
  private final String user;
  private final String host;
  private int commands;

  /**
   * Logs in on both.
   *
   * @param imap a connection to IMAP, protected as the password needs
   * @param smtp the same to submission
   */
  public BurlClient(Line imap, Line smtp, String user, String password) {
    this.imap = imap;
    this.smtp = smtp;
    this.user = user;
    line(imap);
    imap("LOGIN " + user + " \"" + password + '"');
    reply("220");
    smtp.send("EHLO client.example\r\n".getBytes(UTF_8));
    host = reply("250").split("[ \r\n]")[0];
    String plain = "\0" + user + '\0' + password;
    say("235", "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)));
  }

  /** Puts a message into a mailbox; its UID. */
  public long append(String mailbox, String message) {
    int size = message.getBytes(UTF_8).length;
    String done = imap("APPEND " + mailbox + " {" + size + "+}\r\n" + message);
    Matcher uid = APPENDED.matcher(done);
    if (!uid.find()) {
      throw new AssertionError(done);
    }
    return Long.parseLong(uid.group(1));
  }

  /** A URL by which the user may submit a message. */
  public String authorize(String mailbox, long uid) {
    String escaped = user.replace("@", "%40");
    String rump =
        "imap://"
            + (escaped + '@' + host + '/' + mailbox)
            + ("/;UID=" + uid + ";URLAUTH=submit+" + escaped);
    Matcher url = URL.matcher(imap("GENURLAUTH \"" + rump + "\" INTERNAL"));
    if (!url.find()) {
      throw new AssertionError(rump);
    }
    return url.group(1);
  }

  /** Makes all URLs void that were made before. */
  public void reset() {
    imap("RESETKEY");
  }

  /** Submits what a URL names; the reply. */
  public String submit(String recipient, String url) {
    say("250", "MAIL FROM:<" + user + '>');
    say("250", "RCPT TO:<" + recipient + '>');
    smtp.send(("BURL " + url + " LAST\r\n").getBytes(UTF_8));
    return line(smtp);
  }

  /** All that is said to a command, the last line being its OK. */
  private String imap(String command) {
    String tag = "b" + ++commands;
    imap.send((tag + ' ' + command + "\r\n").getBytes(UTF_8));
    StringBuilder said = new StringBuilder();
    String last = "";
    while (!last.startsWith(tag + ' ')) {
      last = line(imap);
      said.append(last).append('\n');
    }
    if (!last.startsWith(tag + " OK")) {
      throw new AssertionError(command.lines().findFirst().orElse("") + " -> " + last);
    }
    return said.toString();
  }

  private void say(String code, String command) {
    smtp.send((command + "\r\n").getBytes(UTF_8));
    reply(code);
  }

  /** A reply without its code. */
  private String reply(String code) {
    StringBuilder said = new StringBuilder();
    String last;
    do {
      last = line(smtp);
      if (!last.startsWith(code)) {
        throw new AssertionError("not " + code + ": " + last);
      }
      said.append(last.substring(Math.min(4, last.length()))).append('\n');
    } while (last.startsWith("-", 3));
    return said.toString();
  }

  private static String line(Line from) {
    return from.readLine().orElseThrow(() -> new AssertionError("the server says nothing"));
  }

  @Override
  public void close() {
    imap.close();
    smtp.close();
  }
}
