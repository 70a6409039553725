package org.posthorn.inbound.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.posthorn.kernel.DataFiles;

/**
 * TLS with the key and certificate of a directory: {@code key.pem} and {@code certificate.pem}.
 * Missing or empty, they are made, self-signed. {@link #refresh()} takes over changed files; broken
 * ones change nothing. Thread-safe.
 */
public final class ServerTls {
  private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
  private static final Object MAKING = new Object();

  /** What was last said of a file. */
  private static final Map<Path, String> TOLD = new ConcurrentHashMap<>();

  private final Path key;
  private final Path certificate;
  private final CertificateCalendar calendar;
  private volatile Credentials credentials;
  private String seen;

  private ServerTls(Path key, Path certificate, String host)
      throws IOException, GeneralSecurityException {
    this.key = key;
    this.certificate = certificate;
    this.seen = stamp();
    this.credentials = new Credentials(Pem.read(key, certificate));
    this.calendar = CertificateCalendar.of(certificate, host);
    look();
  }

  private void look() {
    calendar.look(credentials.identity().chain().get(0), Clock.systemUTC().instant());
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
        complete(directory, key, certificate, host);
      }
      return new ServerTls(key, certificate, host);
    } catch (IOException | GeneralSecurityException e) {
      throw new UncheckedIOException(
          "The TLS key or certificate in " + directory + " cannot be used: " + e.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /**
   * Makes both files where that takes nothing away: an empty file counts as missing, because builds
   * that did not sync left those at a power cut, and so does a self-signed certificate without key,
   * which is what a cut between the two leaves.
   */
  private static void complete(Path directory, Path key, Path certificate, String host)
      throws IOException, GeneralSecurityException {
    boolean noCertificate = isMissing(certificate);
    if (isMissing(key)) {
      if (noCertificate || SelfSigned.isOne(Pem.chain(certificate))) {
        make(directory, key, certificate, host);
      }
    } else if (noCertificate && Files.exists(certificate)) {
      Files.move(key, key.resolveSibling("key.pem.old"), StandardCopyOption.REPLACE_EXISTING);
      make(directory, key, certificate, host);
    }
  }

  private static boolean isMissing(Path file) throws IOException {
    return Files.notExists(file) || Files.size(file) == 0;
  }

  private static void make(Path directory, Path key, Path certificate, String host)
      throws IOException, GeneralSecurityException {
    Identity made = SelfSigned.create(host, Clock.systemUTC());
    DataFiles.createDirectories(directory);
    DataFiles.replace(certificate, Pem.text("CERTIFICATE", made.chain().get(0).getEncoded()));
    DataFiles.replace(key, Pem.text("PRIVATE KEY", made.key().getEncoded()));
    LOG.log(System.Logger.Level.INFO, "event=self-signed host=" + host + " file=" + certificate);
  }

  /** Takes over the files if they have changed since the last look. */
  public synchronized void refresh() {
    look();
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
      if (tell(System.Logger.Level.INFO, "event=certificate-reloaded file=" + certificate)) {
        calendar.changed();
      }
      look();
    } catch (IOException | GeneralSecurityException e) {
      tell(
          System.Logger.Level.WARNING,
          "event=certificate-broken file=" + certificate + " kept=old cause=" + e.getMessage());
    }
  }

  /** Once, though each protocol looks after its own. */
  private boolean tell(System.Logger.Level level, String line) {
    boolean news = !(seen + line).equals(TOLD.put(certificate, seen + line));
    if (news) {
      LOG.log(level, line);
    }
    return news;
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
