package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;

/** A client of SMTP or LMTP that says what it is told to. */
final class SmtpTalk implements AutoCloseable {
  static final String USER = "user1@posthorn.test";
  static final String PASSWORD = "posthorn";

  final Wire wire;

  /** Takes over a connection that the server has not greeted yet. */
  SmtpTalk(Wire wire) throws IOException {
    this.wire = wire;
    expect("220", reply());
  }

  /** A connection in plain that has said EHLO. */
  static SmtpTalk plain(int port) throws IOException {
    return new SmtpTalk(new Wire(port)).hello();
  }

  SmtpTalk hello() throws IOException {
    demand("250", "EHLO client.example");
    return this;
  }

  SmtpTalk startTls() throws IOException {
    demand("220", "STARTTLS");
    wire.startTls();
    return hello();
  }

  SmtpTalk authPlain(String user) throws IOException {
    demand("235", "AUTH PLAIN " + base64("\0" + user + '\0' + PASSWORD));
    return this;
  }

  /** Sends a line and reads the reply, with LF between the lines of a longer one. */
  String say(String line) throws IOException {
    wire.send(line + "\r\n");
    return reply();
  }

  String reply() throws IOException {
    StringBuilder reply = new StringBuilder(wire.line());
    String last = reply.toString();
    while (last.length() > 3 && last.charAt(3) == '-') {
      last = wire.line();
      reply.append('\n').append(last);
    }
    return reply.toString();
  }

  /** Says a line; the reply must begin with a code. */
  String demand(String code, String line) throws IOException {
    return expect(code, say(line));
  }

  /** Sends a message, lines with CRLF, none of them with a leading dot. */
  String mail(String from, String to, String message) throws IOException {
    envelope(from, to);
    demand("354", "DATA");
    wire.send(message + ".\r\n");
    return reply();
  }

  void envelope(String from, String to) throws IOException {
    demand("250", "MAIL FROM:<" + from + '>');
    demand("250", "RCPT TO:<" + to + '>');
  }

  static String expect(String code, String reply) {
    if (!reply.startsWith(code)) {
      throw new AssertionError("expected " + code + " but the server said " + reply);
    }
    return reply;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
