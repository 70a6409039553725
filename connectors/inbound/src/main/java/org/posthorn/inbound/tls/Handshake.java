package org.posthorn.inbound.tls;

import java.io.IOException;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ChannelBinding;
import org.bouncycastle.tls.DefaultTlsCredentialedSigner;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.jspecify.annotations.Nullable;
import org.posthorn.wire.Tls;

/** What the server chooses in one handshake, and what came of it. */
final class Handshake extends AbstractTlsServer {
  private final Credentials shared;
  private final boolean keyWanted;
  private Optional<String> clientKey = Optional.empty();
  private @Nullable Tls protection;

  /**
   * A new handshake.
   *
   * @param keyWanted whether clients are asked for a certificate, which they need not have
   */
  Handshake(Credentials shared, boolean keyWanted) {
    super(shared.crypto());
    this.shared = shared;
    this.keyWanted = keyWanted;
  }

  /** The protection; empty before the handshake is done. */
  Optional<Tls> protection() {
    return Optional.ofNullable(protection);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12); // RFC 8996: none older
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsUtils.getSupportedCipherSuites(getCrypto(), Suites.of(shared.key().getAlgorithm()));
  }

  @Override
  public TlsCredentials getCredentials() throws IOException {
    SecurityParameters parameters = context.getSecurityParametersHandshake();
    boolean tls13 = TlsUtils.isTLSv13(context);
    return new DefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        new Signer(shared.key()),
        tls13 ? certificate13() : new Certificate(shared.chain()),
        scheme(parameters.getClientSigAlgs(), tls13));
  }

  private Certificate certificate13() throws IOException {
    TlsCertificate[] chain = shared.chain();
    CertificateEntry[] entries = new CertificateEntry[chain.length];
    for (int i = 0; i < chain.length; i++) {
      entries[i] = new CertificateEntry(chain[i], null);
    }
    return new Certificate(TlsUtils.EMPTY_BYTES, entries);
  }

  private SignatureAndHashAlgorithm scheme(@Nullable Vector<?> offered, boolean tls13)
      throws IOException {
    for (int scheme : Signer.schemes(shared.key())) {
      SignatureAndHashAlgorithm algorithm = SignatureScheme.getSignatureAndHashAlgorithm(scheme);
      if (offered != null && offered.contains(algorithm) && fits(scheme, tls13)) {
        return algorithm;
      }
    }
    throw new TlsFatalAlert(AlertDescription.handshake_failure);
  }

  /** TLS 1.3 has no PKCS#1 signatures. RFC 8446 §4.2.3. */
  private static boolean fits(int scheme, boolean tls13) {
    return !tls13 || SignatureScheme.getSignatureAlgorithm(scheme) != SignatureAlgorithm.rsa;
  }

  @Override
  public @Nullable CertificateRequest getCertificateRequest() throws IOException {
    return keyWanted ? ClientCertificates.request(TlsUtils.isTLSv13(context)) : null;
  }

  /** The engine verifies after this that the client has the key, or ends the handshake. */
  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    clientKey =
        chain.isEmpty()
            ? Optional.empty()
            : Optional.of(ClientCertificates.fingerprint(chain.getCertificateAt(0)));
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    SecurityParameters parameters = context.getSecurityParametersConnection();
    boolean unique = parameters.isExtendedMasterSecret(); // RFC 9266 §4.2, RFC 7627 §6.4
    Optional<byte[]> exported =
        unique
            ? Optional.of(context.exportChannelBinding(ChannelBinding.tls_exporter))
            : Optional.empty();
    Optional<byte[]> finished = // TLS 1.3 has none: RFC 8446 appendix C.5
        unique
            ? Optional.ofNullable(context.exportChannelBinding(ChannelBinding.tls_unique))
            : Optional.empty();
    protection =
        new Protection(
            TlsUtils.isTLSv13(context) ? "TLSv1.3" : "TLSv1.2",
            Suites.name(parameters.getCipherSuite()),
            exported,
            finished,
            clientKey,
            shared);
  }

  private record Protection(
      String protocol,
      String cipherSuite,
      Optional<byte[]> exported,
      Optional<byte[]> finished,
      Optional<String> clientKey,
      Credentials shared)
      implements Tls {
    @Override
    public Optional<byte[]> channelBinding(String type) {
      return switch (type) {
        case Bindings.EXPORTER -> exported.map(byte[]::clone);
        case Bindings.UNIQUE -> finished.map(byte[]::clone);
        case Bindings.END_POINT -> Bindings.endPoint(shared.certificate());
        default -> Optional.empty();
      };
    }
  }
}
