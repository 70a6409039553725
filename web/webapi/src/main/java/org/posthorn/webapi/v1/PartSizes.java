package org.posthorn.webapi.v1;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.reading.PartOutline;

/**
 * How large parts of messages are, their encoding undone: found out by decoding, and remembered for
 * the last ones that were asked for. Thread-safe.
 */
@ApplicationScoped
public class PartSizes {
  private static final int REMEMBERED = 4_096;

  private final Map<Key, Long> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Key(long message, long offset) {}

  /** None is known. */
  public PartSizes() {}

  /**
   * The size of a part that has none below it.
   *
   * @param message the id of its message, whose octets never change
   */
  long of(long message, Content content, MessagePart part) {
    return known(message, part)
        .orElseGet(
            () -> {
              long size = PartOutline.decodedSize(content, part);
              synchronized (known) {
                known.put(key(message, part), size);
              }
              return size;
            });
  }

  /** The same when it needs no decoding. */
  Optional<Long> known(long message, MessagePart part) {
    if (!part.encoding().equals("base64") && !part.encoding().equals("quoted-printable")) {
      return Optional.of(part.body().length());
    }
    synchronized (known) {
      return Optional.ofNullable(known.get(key(message, part)));
    }
  }

  private static Key key(long message, MessagePart part) {
    return new Key(message, part.body().offset());
  }
}
