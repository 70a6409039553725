package org.posthorn.mime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mime.MessagePart.Fields;
import org.posthorn.mime.MessagePart.Kind;
import org.posthorn.mime.MessagePart.Middle;
import org.posthorn.mime.MessagePart.Place;
import org.posthorn.mime.header.Parameters;

/**
 * Reads the parts of a message from the two forms in which they are stored: the list of what their
 * headers say, and beside it the index of where they stand.
 */
final class PartReader {
  private static final Kind[] KINDS = Kind.values();

  private final byte[] octets;
  private final ListReader list;
  private final Numbers.Reader index;

  private PartReader(byte[] octets, int list, int index) {
    this.octets = octets;
    this.list = new ListReader(octets, list);
    this.index = new Numbers.Reader(octets, index);
  }

  /** The message itself, with the parts below it. */
  static MessagePart read(byte[] octets, int list, int index) {
    return new PartReader(octets, list, index).part(0, Above.NONE);
  }

  /**
   * What a part hangs from.
   *
   * @param number of what is above
   * @param inMultipart the place of the part in a multipart, from 1; 0 when it is a message
   */
  private record Above(String number, int inMultipart) {
    static final Above NONE = new Above("", 0);

    String number(Kind kind) {
      if (inMultipart == 0 && kind == Kind.MULTIPART) {
        return number;
      }
      int last = Math.max(1, inMultipart);
      return number.isEmpty() ? Integer.toString(last) : number + '.' + last;
    }
  }

  // index: part = kind header-start header-length body-length (leaf / count *part)
  private MessagePart part(long before, Above above) {
    Kind kind = KINDS[index.nextInt()];
    long headerStart = before + index.next();
    long headerLength = index.next();
    long bodyStart = headerStart + headerLength;
    Section body = new Section(bodyStart, index.next());
    Section header = new Section(headerStart, headerLength);
    Place place = new Place(above.number(kind), header, body);
    list.open();
    MessagePart part =
        switch (kind) {
          case LEAF -> leaf(place);
          case MULTIPART -> multipart(place);
          case MESSAGE -> message(place);
        };
    list.close();
    return part;
  }

  private MessagePart multipart(Place place) {
    int count = index.nextInt();
    List<MessagePart> children = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      children.add(part(place.body().offset(), new Above(place.number(), i)));
    }
    String subtype = list.string();
    Parameters type = new Parameters("multipart/" + subtype, parameters(false));
    return new MessagePart(
        Kind.MULTIPART, place, fields(type, "", Middle.NONE, ""), 0, children, Optional.empty());
  }

  private MessagePart message(Place place) {
    index.next(); // one
    Parameters type = type(false);
    Middle middle = middle();
    MessageHeader header = MessageHeader.read(octets, list);
    MessagePart inside = part(place.body().offset(), new Above(place.number(), 0));
    int lines = (int) list.number();
    Fields fields = fields(type, "", middle, list.string());
    return new MessagePart(
        Kind.MESSAGE, place, fields, lines, List.of(inside), Optional.of(header));
  }

  private MessagePart leaf(Place place) {
    boolean text = PartIndex.text(PartIndex.TYPES, index).startsWith("text/");
    String charset = PartIndex.text(PartIndex.CHARSETS, index);
    PartIndex.text(PartIndex.ENCODINGS, index);
    Parameters type = type(text && charset.isEmpty());
    Middle middle = middle();
    boolean closed = list.open();
    if (closed) { // a message that could not be looked into: what stands for it
      while (!list.close()) {
        list.skip();
      }
      list.skip();
    }
    int lines = text || closed ? (int) list.number() : 0;
    Fields fields = fields(type, charset, middle, list.string());
    return new MessagePart(Kind.LEAF, place, fields, lines, List.of(), Optional.empty());
  }

  private Parameters type(boolean defaultCharset) {
    String type = list.string();
    String subtype = list.string();
    return new Parameters(type + '/' + subtype, parameters(defaultCharset));
  }

  /**
   * The parameters that come next.
   *
   * @param defaultCharset whether the last one is a charset that the message does not name
   */
  private Map<String, String> parameters(boolean defaultCharset) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!list.open()) {
      list.skip();
      return parameters;
    }
    while (!list.close()) {
      String name = list.string();
      String value = list.string();
      if (defaultCharset && list.close()) {
        break;
      }
      parameters.put(name, value);
    }
    return parameters;
  }

  private Middle middle() {
    Middle middle = new Middle(list.string(), list.string(), list.string());
    list.skip(); // the size
    return middle;
  }

  // what is left of the list: disposition, languages, location
  private Fields fields(Parameters type, String charset, Middle middle, String md5) {
    Optional<Parameters> disposition = Optional.empty();
    if (list.open()) {
      disposition = Optional.of(new Parameters(list.string(), parameters(false)));
      list.close();
    } else {
      list.skip();
    }
    return new Fields(type, charset, middle, md5, disposition, languages(), list.string());
  }

  private List<String> languages() {
    if (list.isNil()) {
      list.skip();
      return List.of();
    }
    if (!list.open()) {
      return List.of(list.string());
    }
    List<String> tags = new ArrayList<>(2);
    while (!list.close()) {
      tags.add(list.string());
    }
    return List.copyOf(tags);
  }
}
