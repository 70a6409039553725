package org.posthorn.inbound.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys and certificates in PEM files. RFC 7468. */
final class Pem {
  private Pem() {}

  /**
   * Reads a key (PKCS#8, PKCS#1 or SEC 1, without passphrase) and a certificate chain.
   *
   * @throws IOException when a file cannot be read or holds something else
   * @throws GeneralSecurityException when the two do not belong together
   */
  static Identity read(Path key, Path chain) throws IOException, GeneralSecurityException {
    Identity identity = new Identity(key(key), chain(chain));
    prove(identity);
    return identity;
  }

  private static PrivateKey key(Path file) throws IOException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    for (Object object : objects(file)) {
      if (object instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(pair.getPrivateKeyInfo());
      }
      if (object instanceof PrivateKeyInfo info) {
        return converter.getPrivateKey(info);
      }
    }
    throw new IOException(file.getFileName() + " holds no private key without passphrase");
  }

  /** The certificates of a file. */
  static List<X509Certificate> chain(Path file) throws IOException, GeneralSecurityException {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> chain = new ArrayList<>();
    for (Object object : objects(file)) {
      if (object instanceof X509CertificateHolder holder) {
        chain.add(converter.getCertificate(holder));
      }
    }
    if (chain.isEmpty()) {
      throw new IOException(file.getFileName() + " holds no certificate");
    }
    return chain;
  }

  private static List<Object> objects(Path file) throws IOException {
    List<Object> objects = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      Object object = parser.readObject();
      while (object != null) {
        objects.add(object);
        object = parser.readObject();
      }
      return objects;
    } catch (RuntimeException e) { // the parser's answer to some broken files
      throw new IOException(file.getFileName() + " is not PEM", e);
    }
  }

  /** Signs and verifies, as a handshake would. */
  private static void prove(Identity identity) throws GeneralSecurityException {
    String algorithm =
        switch (identity.key().getAlgorithm()) {
          case "EC", "ECDSA" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> identity.key().getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(identity.key());
    signature.update((byte) 1);
    byte[] proof = signature.sign();
    signature.initVerify(identity.chain().get(0).getPublicKey());
    signature.update((byte) 1);
    if (!signature.verify(proof)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }

  /** The text of a file. */
  static byte[] text(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(type, content));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
