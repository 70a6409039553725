package org.posthorn.sending.boundary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.ContentOutput;
import org.posthorn.sending.control.PendingSubmissions;
import org.posthorn.sending.entity.Upload;
import org.posthorn.sending.value.UploadedFile;

/**
 * Files that people add to mails while they write them, kept for a day, or until a draft has them;
 * whoever sends or saves the mail writes them into it. Thread-safe.
 */
@ApplicationScoped
public class Uploads {
  /** The store keeps messages, so a file becomes the body of one. RFC 2045 §6.2. */
  private static final byte[] HEADER =
      "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
          .getBytes(US_ASCII);

  private static final int PIECE = 64 * 1024;
  private static final int MAX_NAME = 200;
  private static final int MAX_TYPE = 200;
  private static final int MAILS = 10; // whose files an account may keep here

  @Inject ContentStore contents;
  @Inject PendingSubmissions rows;
  @Inject SendingSettings limits;

  private final Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Uploads() {}

  /**
   * Keeps a file; durable on return.
   *
   * @param octets read to its end, not closed
   * @return empty when it, or all of the account's together, is more than may be
   * @throws IOException what {@code octets} throws
   * @throws java.io.UncheckedIOException when the disk is full or broken
   */
  public Optional<UploadedFile> keep(Login login, String name, String type, InputStream octets)
      throws IOException {
    long room = limits.files() * MAILS - rows.octets(login.accountId());
    long most = Math.min(limits.files(), room) + HEADER.length;
    ContentSink sink = contents.sink();
    boolean done = false;
    try {
      OutputStream out = new ContentOutput(sink, most);
      out.write(HEADER);
      octets.transferTo(out);
      Content content = sink.finish();
      done = true;
      contents.sync(new long[] {content.id()});
      Upload upload =
          new Upload(
              login.accountId(),
              content.id(),
              cut(name, MAX_NAME),
              cut(type, MAX_TYPE),
              content.size() - HEADER.length,
              clock.instant());
      return Optional.of(rows.add(upload).file());
    } catch (ContentOutput.TooLarge large) {
      return Optional.empty();
    } finally {
      if (!done) {
        sink.discard();
      }
    }
  }

  private static String cut(String text, int most) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "");
    return plain.length() > most ? plain.substring(0, most) : plain;
  }

  /** A file that the account has added; empty when there is none, or no more. */
  public Optional<UploadedFile> find(Login login, long id) {
    return rows.upload(login.accountId(), id).map(Upload::file);
  }

  /** Forgets files of the account that nobody needs any more: a draft has them. */
  public void forget(Login login, List<Long> ids) {
    if (!ids.isEmpty()) {
      rows.forget(login.accountId(), ids);
    }
  }

  /** What is in a file, for a mail or for a page. */
  public Optional<OutgoingPart.Octets> octets(Login login, long id) {
    return rows.upload(login.accountId(), id)
        .map(upload -> contents.content(upload.content()))
        .map(content -> out -> copy(content, out));
  }

  private static void copy(Content content, OutputStream out) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long at = HEADER.length;
    while (at < content.size()) {
      int count = content.read(at, piece.clear());
      if (count <= 0) {
        throw new IOException("a file ends early");
      }
      out.write(piece.array(), 0, count);
      at += count;
    }
  }
}
