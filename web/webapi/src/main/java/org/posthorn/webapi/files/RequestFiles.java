package org.posthorn.webapi.files;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mime.compose.OutgoingPart;

/** The files in the body of a request; they are removed at its end. */
@RequestScoped
public class RequestFiles {
  private Optional<FileExtraction> extraction = Optional.empty();
  private String digest = "";

  /** None yet. */
  public RequestFiles() {}

  /**
   * Takes the files out of a body.
   *
   * @param mostText the most octets of the body without its files
   * @return the body without its files
   * @throws ExtractionFailure when it is too large, or a file is not base64
   */
  public byte[] read(InputStream body, HasFiles rules, int mostText) throws IOException {
    FileExtraction taken =
        new FileExtraction(
            new FileExtraction.Rules(
                rules.member(), Set.of(rules.array()), mostText, rules.most()));
    extraction = Optional.of(taken);
    MessageDigest sum = sha256();
    try (InputStream in = new java.io.BufferedInputStream(new DigestInputStream(body, sum))) {
      taken.read(in);
    }
    digest = HexFormat.of().formatHex(sum.digest());
    return taken.json();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * The octets for which a number stands.
   *
   * @throws ExtractionFailure when there are none
   */
  public OutgoingPart.Octets file(String number) {
    return extraction.orElseThrow().file(number);
  }

  /** SHA-256 of the whole body, in hexadecimal. */
  public String digest() {
    return digest;
  }

  /** Removes the files. */
  @PreDestroy
  void close() {
    try {
      if (extraction.isPresent()) {
        extraction.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
