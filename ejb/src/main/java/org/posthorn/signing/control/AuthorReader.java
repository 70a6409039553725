package org.posthorn.signing.control;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    return authors(content).stream().findFirst();
  }

  /** All addresses of the one From field; none when there is no such field, or a bad one. */
  public static List<Address> authors(Content content) {
    List<RawHeader> header = new ArrayList<>(1);
    MessageSplitter splitter =
        new MessageSplitter(header::add, body -> body.position(body.limit()));
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long at = 0;
    while (header.isEmpty() && at < content.size() && !splitter.tooLong()) {
      int read = content.read(at, block.clear());
      if (read <= 0) {
        break;
      }
      at += read;
      splitter.feed(block.flip());
    }
    splitter.finish();
    List<RawField> from = header.get(0).all("from");
    return from.size() == 1
        ? AuthorAddresses.parse(from.get(0).utf8()).orElse(List.of())
        : List.of();
  }
}
