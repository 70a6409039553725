package org.posthorn.mime.reading;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.header.Parameters;

/**
 * What a part of a message is. RFC 2045, RFC 2046.
 *
 * @param contentType in lower case
 * @param parameters those of the type, decoded, names in lower case
 * @param contentId with its angle brackets; empty for none
 * @param disposition in lower case; empty for none. RFC 2183
 * @param fileName decoded; empty for none. RFC 2231
 * @param decodedSize octets, encoding undone; 0 of what has parts
 * @param parts those below; none of what is inside a message
 */
public record PartOutline(
    String contentType,
    Map<String, String> parameters,
    String contentId,
    String disposition,
    String fileName,
    long decodedSize,
    List<PartOutline> parts) {
  public PartOutline {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    parts = List.copyOf(parts);
  }

  /**
   * Of a part and those below it.
   *
   * @throws UncheckedIOException when the store cannot be read
   */
  public static PartOutline of(Content content, MessagePart part) {
    return of(part, leaf -> decodedSize(content, leaf));
  }

  /** The same with sizes that are known already, or are looked for elsewhere. */
  public static PartOutline of(MessagePart part, ToLongFunction<MessagePart> sizes) {
    boolean multipart = part.kind() == MessagePart.Kind.MULTIPART;
    return new PartOutline(
        part.mediaType(),
        parameters(part),
        part.contentId().map(id -> '<' + id + '>').orElse(""),
        part.disposition().map(it -> it.value().toLowerCase(Locale.ROOT)).orElse(""),
        part.fileName().orElse(""),
        multipart ? 0 : sizes.applyAsLong(part),
        multipart ? part.children().stream().map(child -> of(child, sizes)).toList() : List.of());
  }

  private static Map<String, String> parameters(MessagePart part) {
    Parameters type = part.contentType();
    Map<String, String> all = new LinkedHashMap<>();
    for (String written : type.parameters().keySet()) {
      String name = written.replace("*", "").toLowerCase(Locale.ROOT);
      type.text(name).ifPresent(value -> all.put(name, value));
    }
    return all;
  }

  /**
   * How many octets a part has, its encoding undone. Decodes all of it where there is one.
   *
   * @throws UncheckedIOException when the store cannot be read
   */
  public static long decodedSize(Content content, MessagePart part) {
    boolean encoded =
        part.encoding().equals("base64") || part.encoding().equals("quoted-printable");
    if (!encoded) {
      return part.body().length();
    }
    Count count = new Count();
    try {
      PartContent.copy(content, part, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count.octets;
  }

  private static final class Count extends OutputStream {
    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] some, int from, int count) {
      octets += count;
    }
  }
}
