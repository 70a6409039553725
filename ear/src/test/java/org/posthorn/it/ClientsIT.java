package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.PASSWORD;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client programs of others do a round of work, each with an account of its own. */
class ClientsIT {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"STARTTLS,imap", "IMAPS,imaps"})
  void mbsyncSynchronizesBothWays(String tls, String listener) throws Exception {
    String user = Accounts.fresh(SERVER, "mbsync-" + listener);
    configure(
        """
        IMAPAccount far
        Host 127.0.0.1
        Port ${port}
        User ${user}
        Pass ${password}
        SSLType ${tls}
        CertificateFile ${certificate}

        IMAPStore far
        Account far

        MaildirStore near
        Path ${home}/mail/
        Inbox ${home}/mail/INBOX
        SubFolders Verbatim

        Channel all
        Far :far:
        Near :near:
        Patterns *
        Create Both
        Expunge Both
        Sync All
        SyncState *
        """,
        Map.of("port", SERVER.port(listener) + "", "user", user, "tls", tls));
    Path mail = Files.createDirectories(home.resolve("mail"));
    new TwoWaySync(SERVER, user, mail)
        .synchronizes(
            () -> Programs.runIn(home, "mbsync", "-c", home.resolve("rc").toString(), "-a"));
  }

  @Test
  void offlineimapSynchronizesBothWays() throws Exception {
    String user = Accounts.fresh(SERVER, "offlineimap");
    configure(
        """
        [general]
        accounts = all
        metadata = ${home}/state
        socktimeout = 30
        [Account all]
        localrepository = near
        remoterepository = far
        [Repository near]
        type = Maildir
        localfolders = ${home}/mail
        sep = /
        [Repository far]
        type = IMAP
        remotehost = 127.0.0.1
        remoteport = ${port}
        remoteuser = ${user}
        remotepass = ${password}
        ssl = yes
        ssl_version = tls1_2
        tls_level = tls_compat
        cert_fingerprint = ${fingerprint}
        maxconnections = 2
        """,
        Map.of("port", SERVER.port("imaps") + "", "user", user));
    new TwoWaySync(SERVER, user, home.resolve("mail"))
        .synchronizes(
            () ->
                Programs.runIn(
                    home, "offlineimap", "-o", "-u", "basic", "-c", home.resolve("rc").toString()));
  }

  @Test
  void neomuttFlagsCopiesDeletesAndSends() throws Exception {
    String user = Accounts.fresh(SERVER, "neomutt");
    configure(
        """
        set from = "${user}"
        set imap_user = "${user}"
        set imap_pass = "${password}"
        set smtp_url = "smtp://${user}@127.0.0.1:${submission}/"
        set smtp_pass = "${password}"
        # gsasl of Debian 12 has no tls-exporter and takes SCRAM-SHA-256-PLUS all the same
        set smtp_authenticators = "plain"
        set ssl_starttls = yes
        set ssl_force_tls = yes
        set ssl_verify_host = no
        set certificate_file = "${certificate}"
        set folder = "imap://127.0.0.1:${port}/"
        set spoolfile = "+INBOX"
        set header_cache = "${home}/cache"
        set message_cachedir = "${home}/cache"
        set imap_condstore = yes
        set imap_qresync = yes
        set delete = yes
        set quit = yes
        set confirmappend = no
        set confirmcreate = no
        set copy = no
        set sort = mailbox-order
        set sleep_time = 0
        set realname = "Mutt"
        """,
        Map.of(
            "user",
            user,
            "port",
            SERVER.port("imap") + "",
            "submission",
            SERVER.port("submission") + ""));
    Files.createDirectories(home.resolve("cache"));
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), user)) {
      imap.say("CREATE Mutt").ok();
      for (String subject : new String[] {"one", "two", "three"}) {
        imap.append("Mutt", Samples.message(subject)).ok();
      }
    }
    neomutt(
        "<flag-message><first-entry><next-entry><copy-message>=Copies<enter>"
            + "<first-entry><next-entry><next-entry><delete-message><sync-mailbox>"
            + "<first-entry><next-entry><toggle-new><sync-mailbox><quit>");
    assertThat(Samples.mailbox(SERVER, user, "Mutt")).containsOnlyKeys("one", "two");
    assertThat(Samples.mailbox(SERVER, user, "Mutt").get("one")).contains("\\Flagged");
    assertThat(Samples.mailbox(SERVER, user, "Copies")).containsOnlyKeys("two");

    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), user)) {
      imap.append("Mutt", Samples.message("four")).ok();
      imap.say("SELECT Mutt").ok();
      imap.say("STORE 1 +FLAGS (\\Deleted)").ok();
      imap.say("EXPUNGE").ok();
    }
    neomutt("<last-entry><display-message><exit><sync-mailbox><quit>"); // with its header cache
    assertThat(Samples.mailbox(SERVER, user, "Mutt").get("four")).contains("\\Seen");
    assertThat(Samples.mailbox(SERVER, user, "Mutt")).containsOnlyKeys("two", "four");

    Files.writeString(home.resolve("body"), "Hello\n");
    Programs.goodEnd(
        "neomutt",
        new ProcessBuilder("/usr/bin/neomutt", "-F", "rc", "-s", "by-neomutt", user)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectInput(home.resolve("body").toFile()));
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), user)) {
      assertThat(imap.await("by-neomutt")).contains("From: Mutt <" + user, "Hello");
    }
  }

  private void neomutt(String keys) throws Exception {
    Programs.need(Path.of("/usr/bin/neomutt"));
    Programs.need(Path.of("/usr/bin/script"));
    ProcessBuilder builder =
        new ProcessBuilder(
                "/usr/bin/script",
                "-qec",
                "stty rows 40 cols 100; neomutt -F rc -f +Mutt -e 'push " + keys + "'",
                "/dev/null")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HOME", home.toString());
    Programs.goodEnd("neomutt", builder);
  }

  @Test
  void imapflowReadsWritesAndIdles() throws Exception {
    Programs.need(Path.of("/usr/bin/node"));
    try (Stream<Path> files = Files.list(SCRIPTS.resolve("imapflow"))) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(file.getFileName().toString()));
      }
    }
    try {
      Programs.runIn(home, "npm", "ci", "--no-audit", "--no-fund");
    } catch (AssertionError e) {
      Programs.need(false, "npm cannot install imapflow: " + e.getMessage());
    }
    String said =
        Programs.runIn(
            home,
            "node",
            "round.mjs",
            SERVER.port("imap") + "",
            SERVER.port("imaps") + "",
            Accounts.fresh(SERVER, "imapflow"),
            PASSWORD);
    assertThat(said).endsWith("all well\n");
  }

  @Test
  void pythonReadsWritesAndSends() throws Exception {
    String said =
        Programs.run(
            "python3",
            SCRIPTS.resolve("imaplib_round.py").toString(),
            SERVER.port("imap") + "",
            SERVER.port("submission") + "",
            Accounts.fresh(SERVER, "python"),
            PASSWORD);
    assertThat(said).endsWith("all well\n");
  }

  /** Writes the configuration of a client with what is known here in place of its names. */
  private void configure(String template, Map<String, String> more) throws Exception {
    Path certificate = SERVER.data().resolve("tls/certificate.pem");
    byte[] encoded;
    try (var in = Files.newInputStream(certificate)) {
      encoded = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
    String text =
        template
            .replace("${home}", home.toString())
            .replace("${password}", PASSWORD)
            .replace("${certificate}", certificate.toString())
            .replace("${fingerprint}", HexFormat.of().formatHex(digest));
    for (Map.Entry<String, String> each : more.entrySet()) {
      text = text.replace("${" + each.getKey() + "}", each.getValue());
    }
    Files.writeString(home.resolve("rc"), text);
  }
}
