package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.PASSWORD;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logging in by a TLS client certificate that was made as {@code docs/operate.md} says, and by
 * SCRAM from GNU SASL.
 */
class ClientCertificateIT {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final char[] P12_PASSWORD = "secret".toCharArray();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static KeyManager[] laptop = {};
  private static KeyManager[] telephone = {};

  @BeforeAll
  static void makeAndRegisterKeys() throws Exception {
    laptop = make("laptop", "ed25519");
    telephone = make("telephone", "rsa:2048");
    assertThat(register("laptop", true)).contains("\"algorithm\":\"Ed25519\"");
    assertThat(register("telephone", false)).contains("\"algorithm\":\"RSA 2048\"");
  }

  @Test
  void imapGreetsAKnownKeyWithPreauth() throws Exception {
    try (Wire imap = new Wire(SERVER.port("imaps")).startTls(laptop)) {
      assertThat(imap.line()).startsWith("* PREAUTH [CAPABILITY ").endsWith(" as " + USER);
      imap.send("a STATUS INBOX (MESSAGES)\r\n");
      assertThat(imap.line()).startsWith("* STATUS INBOX (MESSAGES ");
      assertThat(imap.line()).startsWith("a OK");
    }
  }

  @ParameterizedTest
  @CsvSource({"imap,laptop", "imap,telephone", "imaps,telephone"})
  void externalLogsInWhereThereIsNoPreauth(String listener, String device) throws Exception {
    KeyManager[] own = device.equals("laptop") ? laptop : telephone;
    Wire wire = new Wire(SERVER.port(listener));
    try (ImapTalk imap = new ImapTalk(listener.equals("imap") ? wire : wire.startTls(own))) {
      if (listener.equals("imap")) {
        assertThat(imap.say("CAPABILITY").ok().text()).doesNotContain("AUTH=EXTERNAL");
        imap.say("STARTTLS").ok();
        wire.startTls(own);
      }
      assertThat(imap.say("CAPABILITY").ok().text())
          .contains(" AUTH=EXTERNAL AUTH=SCRAM-SHA-256-PLUS ");
      assertThat(imap.say("LOGIN user2@posthorn.test " + PASSWORD).completion())
          .startsWith("NO [AUTHENTICATIONFAILED]");
      imap.say("AUTHENTICATE EXTERNAL =").ok();
      imap.say("SELECT INBOX").ok();
    }
  }

  @Test
  void submissionOfAKnownKeyNeedsNoAuth() throws Exception {
    try (SmtpTalk smtp = new SmtpTalk(new Wire(SERVER.port("submissions")).startTls(telephone))) {
      assertThat(smtp.demand("250", "EHLO client.example")).contains("AUTH EXTERNAL ");
      smtp.demand("535", "AUTH PLAIN " + SmtpTalk.base64("\0user2@posthorn.test\0" + PASSWORD));
      expect("250", smtp.mail(USER, USER, "From: " + USER + "\r\nSubject: keysubmit\r\n\r\nx\r\n"));
      expect("5", smtp.say("MAIL FROM:<user2@posthorn.test>"));
    }
    try (SmtpTalk smtp = new SmtpTalk(new Wire(SERVER.port("mx")))) {
      assertThat(smtp.demand("250", "EHLO client.example")).doesNotContain("AUTH");
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await("keysubmit")).contains("with ESMTPSA");
    }
  }

  @Test
  void othersProgramsLogInByCertificate() throws Exception {
    String said =
        Programs.run(
            "swaks",
            "--tls-on-connect",
            "--tls-cert",
            file("laptop.crt"),
            "--tls-key",
            file("laptop.key"),
            "--server",
            "127.0.0.1:" + SERVER.port("submissions"),
            "--from",
            USER,
            "--to",
            USER,
            "--header",
            "Subject: bycertificate");
    assertThat(said).doesNotContain("-> AUTH").contains("250 2.0.0 Message accepted");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.await("bycertificate");
    }
    String status =
        Programs.run(
            "curl",
            "-sSk",
            "--cert",
            file("laptop.crt"),
            "--key",
            file("laptop.key"),
            "imaps://127.0.0.1:" + SERVER.port("imaps") + "/",
            "-X",
            "STATUS INBOX (MESSAGES)");
    assertThat(status).contains("* STATUS INBOX (MESSAGES ");
  }

  @Test
  void aRemovedKeyIsUnknown() throws Exception {
    KeyManager[] lost = make("lost", "ed25519");
    Matcher fingerprint =
        Pattern.compile("\"fingerprint\":\"(\\p{XDigit}{64})\"").matcher(register("lost", true));
    assertThat(fingerprint.find()).isTrue();
    String path = "client-keys/" + fingerprint.group(1);
    assertThat(call("GET", "client-keys?address=" + USER, "").body())
        .contains(fingerprint.group(1), "\"name\":\"lost\"", "\"name\":\"laptop\"");
    assertThat(call("GET", path, "").statusCode()).isEqualTo(200);
    assertThat(call("POST", "client-keys", body("lost", true)).statusCode()).isEqualTo(409);
    try (Wire imap = new Wire(SERVER.port("imaps")).startTls(lost)) {
      assertThat(imap.line()).startsWith("* PREAUTH ");
    }
    assertThat(call("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", path, "").statusCode()).isEqualTo(404);
    try (Wire imap = new Wire(SERVER.port("imaps")).startTls(lost)) {
      assertThat(imap.line()).startsWith("* OK ").doesNotContain("EXTERNAL");
    }
  }

  @Test
  void whatIsNoKeyIsExplained() throws Exception {
    HttpResponse<String> answer =
        call("POST", "client-keys", "{\"address\":\"" + USER + "\",\"key\":\"nonsense\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("neither a certificate nor a public key");
    assertThat(call("GET", "client-keys", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "client-keys?address=no@posthorn.test", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"})
  void gnuSaslLogsInByScram(String mechanism) throws Exception {
    boolean plus = mechanism.endsWith("-PLUS");
    for (String protocol : new String[] {"--imap", "--smtp"}) {
      String listener = protocol.equals("--imap") ? "imap" : "submission";
      for (String version : new String[] {"1.2", "1.3"}) {
        String said =
            Programs.run(
                "gsasl",
                protocol,
                "--connect=127.0.0.1:" + SERVER.port(listener),
                "--mechanism=" + mechanism,
                "--authentication-id=" + USER,
                "--authorization-id=" + USER,
                "--password=" + PASSWORD,
                "--x509-ca-file=",
                plus ? "--starttls" : "--no-starttls",
                "--priority=NORMAL:-VERS-ALL:+VERS-TLS" + version,
                "--verbose");
        assertThat(said).contains("Client authentication finished (server trusted)");
      }
    }
  }

  private static KeyManager[] make(String name, String algorithm) throws Exception {
    Programs.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        algorithm,
        "-nodes",
        "-keyout",
        file(name + ".key"),
        "-out",
        file(name + ".crt"),
        "-days",
        "3650",
        "-subj",
        "/CN=" + name);
    Programs.run(
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        file(name + ".key"),
        "-in",
        file(name + ".crt"),
        "-name",
        name,
        "-passout",
        "pass:" + new String(P12_PASSWORD),
        "-out",
        file(name + ".p12"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, P12_PASSWORD);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, P12_PASSWORD);
    return factory.getKeyManagers();
  }

  private static String register(String name, boolean preauth) throws Exception {
    HttpResponse<String> answer = call("POST", "client-keys", body(name, preauth));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body();
  }

  private static String body(String name, boolean preauth) throws Exception {
    String pem = Files.readString(folder.resolve(name + ".crt")).replace("\n", "\\n");
    return "{\"address\":\"%s\",\"name\":\"%s\",\"imapPreauth\":%s,\"key\":\"%s\"}"
        .formatted(USER, name, preauth, pem);
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    URI root = URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/admin/v0/");
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + SmtpTalk.base64("admin@posthorn.test:" + PASSWORD))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
