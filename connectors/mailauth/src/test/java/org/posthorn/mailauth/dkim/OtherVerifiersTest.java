package org.posthorn.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.ED25519_SHA256;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.RSA_SHA256;
import static org.posthorn.mailauth.dkim.PublishedKeys.octets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailauth.arc.ArcSealer;
import org.posthorn.mailauth.arc.ArcSealing;
import org.posthorn.mailauth.arc.ArcValidation;
import org.posthorn.mailauth.arc.ArcValidator;

/** What we sign is good for the programs of others: python3-dkim and opendkim, where there. */
class OtherVerifiersTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path DKIMPY = Path.of("/usr/lib/python3/dist-packages/dkim");
  private static final Path OPENDKIM = Path.of("/usr/sbin/opendkim");
  private static final String VERIFY =
      """
      import sys, dkim
      keys = dict(line.rstrip('\\n').split('\\t') for line in open(sys.argv[1]))
      def txt(name, timeout=5):
        return keys.get(name.decode().rstrip('.'), '').encode() or None
      for file in sys.argv[2:]:
        message = open(file, 'rb').read()
        d = dkim.DKIM(message)
        count = len([h for h in d.headers if h[0].lower() == b'dkim-signature'])
        print(file.split('/')[-1], *[d.verify(idx=i, dnsfunc=txt) for i in range(count)],
              dkim.arc_verify(message, dnsfunc=txt)[0].decode())
      """;

  private final PublishedKeys dns = new PublishedKeys();
  private final SigningKey rsa = dns.key(RSA_SHA256, "a.test", "r");
  private final SigningKey ed25519 = dns.key(ED25519_SHA256, "a.test", "e");
  private @TempDir Path directory;

  private static List<String> messages() {
    String head = "From: Ann <ann@a.test>\r\nTo: b@b.test\r\nSubject: ";
    return List.of(
        head + "plain\r\n\r\nHello  world \r\n\r\n\r\n",
        head + "no body\r\n\r\n",
        head + "empty lines\r\n\r\n\r\n \r\n\t\r\n",
        head + "folded\r\n\tfield  \r\nX-Empty:\r\n\r\nno end of line",
        head + "Gr\u00c3\u00bc\u00c3\u009fe\r\n\r\n\u00c3\u00a4 and \u00e4 in eight bits\r\n",
        head + "long lines\r\n\r\n" + "long ".repeat(4_000) + "\r\n",
        head + "dots\r\n\r\n.\r\n..\r\n\tx \t y\r\n");
  }

  private String sign(String message, SigningKey... keys) {
    DkimSigning signing = new DkimSigner(List.of(keys), Duration.ofDays(7)).begin();
    signing.feed(ByteBuffer.wrap(octets(message)));
    return signing.finish(Instant.now()) + message;
  }

  private String seal(String message) {
    ArcValidation validation = new ArcValidator(dns.lookup(), Clock.systemUTC()).begin();
    validation.feed(ByteBuffer.wrap(octets(message)));
    ArcSealing sealing = new ArcSealer(rsa, "mx.a.test").begin();
    sealing.feed(ByteBuffer.wrap(octets(message)));
    return sealing
            .finish(validation.finish(), List.of("dkim=pass header.d=a.test"), Instant.now())
            .orElseThrow()
        + message;
  }

  private List<Path> write(List<String> messages) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String message : messages) {
      Path file = directory.resolve("m" + files.size() + ".eml");
      files.add(Files.write(file, octets(message)));
    }
    return files;
  }

  private String key(String selector) {
    DkimKeyLookup.Found found = dns.lookup().find("a.test", selector);
    DkimKeyRecord record = ((DkimKeyLookup.Found.Key) found).key();
    DkimAlgorithm algorithm = selector.equals("r") ? RSA_SHA256 : ED25519_SHA256;
    return DkimKeyRecord.publish(algorithm, record.key().getEncoded());
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static void need(Path program, String debianPackage) {
    boolean there = Files.exists(program);
    String complaint = program + " is not there; Debian's package is " + debianPackage;
    if (Optional.ofNullable(System.getenv("POSTHORN_CI")).isPresent()) {
      assertThat(there).as(complaint).isTrue();
    } else {
      assumeTrue(there, complaint);
    }
  }

  @Test
  void pythonsVerifierTakesSignaturesAndSeals() throws Exception {
    need(DKIMPY, "python3-dkim");
    List<String> signed =
        messages().stream().map(each -> seal(seal(sign(each, rsa, ed25519)))).toList();
    Path script = Files.writeString(directory.resolve("verify.py"), VERIFY);
    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            "r._domainkey.a.test\t" + key("r") + "\ne._domainkey.a.test\t" + key("e") + "\n");
    List<String> command =
        new ArrayList<>(List.of(PYTHON.toString(), script.toString(), keys.toString()));
    write(signed).forEach(file -> command.add(file.toString()));
    String output = run(command);
    assertThat(output.lines())
        .as(output)
        .hasSize(signed.size())
        .allMatch(line -> line.endsWith(".eml True True pass"));
  }

  @Test
  void opendkimTakesSignatures() throws Exception {
    need(OPENDKIM, "opendkim");
    Path keys =
        Files.writeString(directory.resolve("keys"), "r._domainkey.a.test " + key("r") + "\n");
    Path settings =
        Files.writeString(
            directory.resolve("opendkim.conf"),
            "Mode v\nSyslog no\nTestDNSData " + keys + "\nAlwaysAddARHeader yes\n");
    List<String> signed =
        messages().stream()
            .filter(each -> each.endsWith("\r\n")) // its test mode reads lines
            .map(each -> sign("Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n" + each, rsa))
            .toList();
    for (Path file : write(signed)) {
      String output =
          run(
              List.of(
                  OPENDKIM.toString(), "-x", settings.toString(), "-vv", "-t", file.toString()));
      assertThat(output).as(file + ": " + output).contains("dkim=pass");
    }
  }
}
