package org.posthorn.inbound.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
  @TempDir Path directory;

  @Test
  void missingFilesAreMadeAndKept() throws Exception {
    ServerTls.open(directory.resolve("tls"), "mail.posthorn.test");
    Identity made = read();
    X509Certificate certificate = made.chain().get(0);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mail.posthorn.test");
    assertThat(certificate.getSubjectAlternativeNames().iterator().next().get(1))
        .isEqualTo("mail.posthorn.test");
    certificate.checkValidity();
    assertThat(Files.getPosixFilePermissions(directory.resolve("tls/key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    ServerTls.open(directory.resolve("tls"), "other.posthorn.test");
    assertThat(read().chain()).isEqualTo(made.chain());
  }

  @Test
  void changedFilesAreTakenOverAndBrokenOnesNot() throws Exception {
    ServerTls tls = ServerTls.open(directory.resolve("tls"), "mail.posthorn.test");
    Identity first = tls.identity();
    Files.delete(directory.resolve("tls/certificate.pem"));
    tls.refresh();
    assertThat(tls.identity()).isSameAs(first);
    Files.writeString(directory.resolve("tls/certificate.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
    tls.refresh();
    assertThat(tls.identity()).isSameAs(first);
    Files.delete(directory.resolve("tls/certificate.pem"));
    Files.delete(directory.resolve("tls/key.pem"));
    ServerTls.open(directory.resolve("tls"), "new.posthorn.test");
    Files.setLastModifiedTime(
        directory.resolve("tls/key.pem"), FileTime.from(Instant.now().plusSeconds(2)));
    tls.refresh();
    assertThat(tls.identity().chain().get(0).getSubjectX500Principal().getName())
        .isEqualTo("CN=new.posthorn.test");
  }

  private static void write(Path file, String type, byte[] content) throws IOException {
    Files.write(file, Pem.text(type, content));
  }

  /** As builds left them that did not sync, and as a cut between the two leaves them. */
  @ParameterizedTest
  @ValueSource(strings = {"both empty", "key empty", "certificate empty", "key missing"})
  void filesOfAStartThatWasCutShortAreMadeAnew(String cut) throws Exception {
    Path tls = directory.resolve("tls");
    ServerTls.open(tls, "mail.posthorn.test");
    Identity before = read();
    if (cut.startsWith("both") || cut.equals("key empty")) {
      Files.write(tls.resolve("key.pem"), new byte[0]);
    } else if (cut.startsWith("key")) {
      Files.delete(tls.resolve("key.pem"));
    }
    if (cut.startsWith("both") || cut.startsWith("certificate")) {
      Files.write(tls.resolve("certificate.pem"), new byte[0]);
    }
    ServerTls.open(tls, "mail.posthorn.test");
    assertThat(read().chain()).isNotEqualTo(before.chain());
    assertThat(Files.getPosixFilePermissions(tls.resolve("key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aCertificateThatSomebodyVouchesForIsKept() throws Exception {
    Path tls = directory.resolve("tls");
    ServerTls.open(tls, "mail.posthorn.test");
    Files.delete(tls.resolve("certificate.pem")); // the operator forgot it
    byte[] key = Files.readAllBytes(tls.resolve("key.pem"));
    assertThatThrownBy(() -> ServerTls.open(tls, "mail.posthorn.test"))
        .hasMessageContaining("certificate.pem");
    assertThat(tls.resolve("key.pem")).hasBinaryContent(key);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedWithASentence() throws Exception {
    Path tls = directory.resolve("tls");
    ServerTls.open(tls, "mail.posthorn.test");
    KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
    write(tls.resolve("key.pem"), "PRIVATE KEY", other.getPrivate().getEncoded());
    assertThatThrownBy(() -> ServerTls.open(tls, "mail.posthorn.test"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("The TLS key or certificate in")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void keysOfEveryCommonFormAreRead() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair rsa = generator.generateKeyPair();
    assertRead(rsa, "SHA256withRSA", "PRIVATE KEY", rsa.getPrivate().getEncoded());
    assertRead(rsa, "SHA256withRSA", "RSA PRIVATE KEY", inner(rsa.getPrivate()));
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertRead(ec, "SHA256withECDSA", "PRIVATE KEY", ec.getPrivate().getEncoded());
  }

  private void assertRead(KeyPair pair, String signature, String type, byte[] key)
      throws Exception {
    Path keyFile = directory.resolve("key.pem");
    Path certificateFile = directory.resolve("certificate.pem");
    X509Certificate certificate =
        SelfSigned.certificate(pair, signature, "mail.posthorn.test", Clock.systemUTC().instant());
    write(keyFile, type, key);
    write(certificateFile, "CERTIFICATE", certificate.getEncoded());
    Identity identity = Pem.read(keyFile, certificateFile);
    assertThat(identity.key()).isEqualTo(pair.getPrivate());
    assertThat(identity.chain()).isEqualTo(List.of(certificate));
  }

  private static byte[] inner(PrivateKey key) throws IOException {
    return PrivateKeyInfo.getInstance(key.getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private Identity read() throws Exception {
    return Pem.read(directory.resolve("tls/key.pem"), directory.resolve("tls/certificate.pem"));
  }
}
