package org.posthorn.inbound.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * TLS with the key and certificate of a directory: {@code key.pem} and {@code certificate.pem}.
 * Missing, they are made, self-signed. {@link #refresh()} takes over changed files; broken ones
 * change nothing. Thread-safe.
 */
public final class ServerTls {
  private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Object MAKING = new Object();

  private final Path key;
  private final Path certificate;
  private volatile Credentials credentials;
  private String seen;

  private ServerTls(Path key, Path certificate) throws IOException, GeneralSecurityException {
    this.key = key;
    this.certificate = certificate;
    this.seen = stamp();
    this.credentials = new Credentials(Pem.read(key, certificate));
  }

  /**
   * Loads the files, or makes them for a host name.
   *
   * @throws UncheckedIOException when they are broken or cannot be written, with a sentence for the
   *     operator
   */
  public static ServerTls open(Path directory, String host) {
    Path key = directory.resolve("key.pem");
    Path certificate = directory.resolve("certificate.pem");
    try {
      synchronized (MAKING) { // SMTP and IMAP start at the same time
        if (Files.notExists(key) && Files.notExists(certificate)) {
          make(directory, key, certificate, host);
        }
      }
      return new ServerTls(key, certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new UncheckedIOException(
          "The TLS key or certificate in " + directory + " cannot be used: " + e.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static void make(Path directory, Path key, Path certificate, String host)
      throws IOException, GeneralSecurityException {
    Identity made = SelfSigned.create(host, Clock.systemUTC());
    Files.createDirectories(directory);
    createPrivate(key);
    Pem.write(key, "PRIVATE KEY", made.key().getEncoded());
    createPrivate(certificate);
    Pem.write(certificate, "CERTIFICATE", made.chain().get(0).getEncoded());
    LOG.log(System.Logger.Level.INFO, "event=self-signed host=" + host + " file=" + certificate);
  }

  /** Nobody else reads the key, not even for the moment before it is written. */
  private static void createPrivate(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
  }

  /** Takes over the files if they have changed since the last look. */
  public synchronized void refresh() {
    String stamp;
    try {
      stamp = stamp();
    } catch (IOException e) {
      return; // being replaced at this moment
    }
    if (stamp.equals(seen)) {
      return;
    }
    seen = stamp;
    try {
      credentials = new Credentials(Pem.read(key, certificate));
      LOG.log(System.Logger.Level.INFO, "event=certificate-reloaded file=" + certificate);
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=certificate-broken file=" + certificate + " kept=old cause=" + e.getMessage());
    }
  }

  private String stamp() throws IOException {
    return Files.getLastModifiedTime(key)
        + " "
        + Files.size(key)
        + " "
        + Files.getLastModifiedTime(certificate)
        + " "
        + Files.size(certificate);
  }

  /** Who it is at present. */
  Identity identity() {
    return credentials.identity();
  }

  /**
   * The server's side of a new TLS connection; its public-key operations run on the workers.
   *
   * @param keyWanted whether the client is asked for a certificate, to know it by its key
   */
  public TlsLayer layer(Executor workers, boolean keyWanted) {
    return credentials.layer(workers, keyWanted);
  }
}
