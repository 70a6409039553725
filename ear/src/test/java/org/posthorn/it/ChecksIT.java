package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.testkit.dns.TestDnsServer;

/** Mail from elsewhere is checked on its way in, and the message tells what came of it. */
class ChecksIT {
  private static final Pattern UID = Pattern.compile("\\* SEARCH ([0-9]+)");
  private static final TestDnsServer DNS = TestDnsServer.start();
  private static final RunningServer SERVER = new RunningServer();

  private @TempDir Path directory;

  @BeforeAll
  static void startServer() throws Exception {
    DNS.add("good.test", "TXT", "\"v=spf1 ip4:127.0.0.0/8 -all\"")
        .add("_dmarc.good.test", "TXT", "\"v=DMARC1; p=reject\"")
        .add("bank.test", "TXT", "\"v=spf1 -all\"")
        .add("_dmarc.bank.test", "TXT", "\"v=DMARC1; p=reject\"")
        .add("lax.test", "TXT", "\"v=spf1 -all\"")
        .add("_dmarc.lax.test", "TXT", "\"v=DMARC1; p=quarantine\"")
        .add("1.0.0.127.in-addr.arpa", "PTR", "mail.good.test.")
        .add("mail.good.test", "A", "127.0.0.1");
    SERVER
        .with("posthorn.dns.resolvers", DNS.resolver())
        .with("posthorn.dns.dnssec", "off")
        .with("posthorn.checks.exempt", "none")
        .start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    SERVER.close();
    DNS.close();
  }

  @Test
  void mailTellsWhatTheChecksFound() throws Exception {
    expect("250", sent("bob@good.test", text("bob@good.test", "genuine")));
    assertThat(received("genuine"))
        .startsWith("Return-Path: <bob@good.test>\r\nAuthentication-Results: ")
        .contains(
            "\tiprev=pass policy.iprev=127.0.0.1;\r\n",
            "\tdkim=none;\r\n",
            "\tspf=pass smtp.mailfrom=bob@good.test;\r\n",
            "\tdmarc=pass (p=reject disposition=none) header.from=good.test\r\n",
            "\r\nReceived-SPF: Pass ");
    assertThat(SERVER.log()).contains("spf=pass").contains("dmarc=pass author=good.test");
  }

  @Test
  void mailThatOnlyClaimsToBeABanksIsRefused() throws Exception {
    assertThat(sent("bob@good.test", text("service@bank.test", "phished")))
        .startsWith("550 5.7.26");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("SELECT INBOX").ok();
      assertThat(imap.say("UID SEARCH SUBJECT phished").ok().text()).doesNotContain("SEARCH ");
    }
  }

  @Test
  void mailThatIsToBeQuarantinedComesToJunk() throws Exception {
    expect("250", sent("bob@good.test", text("x@lax.test", "doubtful")));
    assertThat(received("doubtful", "Junk"))
        .contains("dmarc=fail (p=quarantine disposition=quarantine) header.from=lax.test");
  }

  @Test
  void aSignatureOfPythonsSignerIsGood() throws Exception {
    Programs.need(Path.of("/usr/lib/python3/dist-packages/dkim"));
    Programs.need(Path.of("/usr/sbin/opendkim-genkey"));
    Programs.run("sh", "-c", "/usr/sbin/opendkim-genkey -d signed.test -s one -D " + directory);
    Matcher part =
        Pattern.compile("\"([^\"]*)\"").matcher(Files.readString(directory.resolve("one.txt")));
    StringBuilder record = new StringBuilder();
    while (part.find()) {
      record.append(" \"").append(part.group(1)).append('"');
    }
    DNS.add("one._domainkey.signed.test", "TXT", record.toString().strip());
    Path unsigned =
        Files.writeString(directory.resolve("message"), text("eve@signed.test", "signed"));
    String sign =
        """
        import dkim, sys
        message, key = (open(path, 'rb').read() for path in sys.argv[1:])
        signature = dkim.sign(message, b'one', b'signed.test', key)
        sys.stdout.buffer.write(signature + message)
        """;
    String key = directory.resolve("one.private").toString();
    String signed = Programs.run("python3", "-c", sign, unsigned.toString(), key);
    expect("250", sent("bob@good.test", signed));
    assertThat(received("signed"))
        .contains("\tdkim=pass (2048-bit key) header.d=signed.test header.s=one")
        .contains("dmarc=none header.from=signed.test");
  }

  private static String text(String from, String subject) {
    return """
        Date: Mon, 30 Nov 2026 02:00:00 +0000
        From: %s
        To: %s
        Subject: %s

        body
        """
        .formatted(from, USER, subject)
        .replace("\n", "\r\n");
  }

  private static String sent(String from, String message) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      return smtp.mail(from, USER, message);
    }
  }

  private static String received(String subject) throws Exception {
    return received(subject, "INBOX");
  }

  private static String received(String subject, String mailbox) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("SELECT " + mailbox).ok();
      for (int i = 0; i < 200; i++) {
        Matcher uid = UID.matcher(imap.say("UID SEARCH SUBJECT " + subject).ok().text());
        if (uid.find()) {
          return imap.body(Long.parseLong(uid.group(1)));
        }
        Thread.sleep(100);
        imap.say("NOOP").ok();
      }
    }
    throw new AssertionError("no message about " + subject);
  }
}
