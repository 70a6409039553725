package org.posthorn.signing.control;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mailauth.dkim.MessageSplitter;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dkim.RawHeader;
import org.posthorn.mime.header.AuthorAddresses;

/** Reads who has written a message: the first address of its one From field. RFC 5322 §3.6.2. */
public final class AuthorReader {
  private static final int BLOCK = 16 * 1024;

  private AuthorReader() {}

  /** The author; empty when there is no From field, a bad one or several. */
  public static Optional<Address> author(Content content) {
    AtomicReference<Optional<RawHeader>> header = new AtomicReference<>(Optional.empty());
    MessageSplitter splitter =
        new MessageSplitter(
            complete -> header.set(Optional.of(complete)), body -> body.position(body.limit()));
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long at = 0;
    while (header.get().isEmpty() && at < content.size() && !splitter.tooLong()) {
      int read = content.read(at, block.clear());
      if (read <= 0) {
        break;
      }
      at += read;
      splitter.feed(block.flip());
    }
    splitter.finish();
    List<RawField> from = header.get().orElse(new RawHeader(List.of())).all("from");
    return from.size() == 1
        ? AuthorAddresses.parse(from.get(0).utf8()).map(all -> all.get(0))
        : Optional.empty();
  }
}
