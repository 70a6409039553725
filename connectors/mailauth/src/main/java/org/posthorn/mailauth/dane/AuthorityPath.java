package org.posthorn.mailauth.dane;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.posthorn.mailauth.certificate.CertificateChain;

/** Whether certificates lead to the authority that a TLSA record names. RFC 7671 §5.2. */
record AuthorityPath(CertificateChain chain, TlsaAssociation record) {
  private static final List<String> KEYS = List.of("EC", "RSA", "Ed25519");

  boolean found(Instant now) {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate each : chain.certificates()) {
      if (record.names(each)) {
        if (each.equals(chain.own())) {
          return signedByItself(each, now);
        }
        anchors.add(new TrustAnchor(each, null));
      }
    }
    addWhole(anchors);
    return !anchors.isEmpty() && leadsTo(anchors, now);
  }

  private static boolean signedByItself(X509Certificate own, Instant now) {
    try {
      own.verify(own.getPublicKey());
      own.checkValidity(Date.from(now));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // RFC 7671 §5.2.2: with the octets themselves in DNS, the server need not send the authority
  private void addWhole(Set<TrustAnchor> anchors) {
    if (record.matching() != TlsaAssociation.EXACT) {
      return;
    }
    byte[] octets = HexFormat.of().parseHex(record.data());
    if (record.selector() == TlsaAssociation.KEY) {
      KEYS.forEach(algorithm -> addKey(algorithm, octets, anchors));
      return;
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      anchors.add(
          new TrustAnchor(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets)),
              null));
    } catch (GeneralSecurityException | RuntimeException e) { // no certificate, so no authority
      return;
    }
  }

  private void addKey(String algorithm, byte[] octets, Set<TrustAnchor> anchors) {
    try {
      PublicKey key =
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(octets));
      for (X509Certificate each : chain.certificates()) {
        anchors.add(new TrustAnchor(each.getIssuerX500Principal(), key, null));
      }
    } catch (GeneralSecurityException e) {
      return; // a key of another algorithm
    }
  }

  private boolean leadsTo(Set<TrustAnchor> anchors, Instant now) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(chain.own());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(chain.certificates())));
      return CertPathBuilder.getInstance("PKIX").build(parameters) != null;
    } catch (GeneralSecurityException | RuntimeException e) { // what strangers send may be too much
      return false;
    }
  }
}
