package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mime.BodyPart.Kind;
import org.posthorn.mime.BodyPart.PartFields;

/** Where the parts of a message stand: a tree, stored in few octets. */
final class PartIndex {
  private static final int LEAF = 0;
  private static final int MULTIPART = 1;
  private static final int MESSAGE = 2;
  static final List<String> TYPES = List.of("", "text/plain", "text/html");
  static final List<String> CHARSETS = List.of("");
  static final List<String> ENCODINGS =
      List.of("", "7bit", "8bit", "quoted-printable", "base64", "binary");

  /** A part and those below it. */
  private record Node(
      int kind,
      long headerStart,
      long bodyStart,
      long length,
      String mediaType,
      String charset,
      String encoding,
      List<Node> children) {

    Section body() {
      return new Section(bodyStart, length);
    }

    Section header() {
      return new Section(headerStart, bodyStart - headerStart);
    }
  }

  private final Node root;

  private PartIndex(Node root) {
    this.root = root;
  }

  // part = kind header-start header-length body-length (leaf / count *part)
  static void write(BodyPart part, long before, Numbers out) {
    int kind = part.kind == Kind.LEAF ? LEAF : part.kind == Kind.MULTIPART ? MULTIPART : MESSAGE;
    out.add(kind).add(part.headerStart - before);
    out.add(part.bodyStart - part.headerStart).add(part.size());
    if (kind == LEAF) {
      PartFields fields = part.fields;
      text(TYPES, fields.mediaType(), out);
      text(CHARSETS, fields.isText() ? fields.parameter("charset") : "", out);
      text(ENCODINGS, fields.encoding, out);
    } else {
      out.add(part.children.size());
      part.children.forEach(child -> write(child, part.bodyStart, out));
    }
  }

  private static void text(List<String> known, String text, Numbers out) {
    String lower = text.toLowerCase(Locale.ROOT);
    int index = known.indexOf(lower);
    if (index >= 0) {
      out.add(index);
    } else {
      byte[] octets = lower.getBytes(ISO_8859_1);
      out.add(known.size()).add(octets.length).add(octets);
    }
  }

  static PartIndex read(Numbers.Reader in) {
    return new PartIndex(node(in, 0));
  }

  private static Node node(Numbers.Reader in, long before) {
    int kind = in.nextInt();
    long headerStart = before + in.next();
    long bodyStart = headerStart + in.next();
    long length = in.next();
    if (kind == LEAF) {
      String type = text(TYPES, in);
      String charset = text(CHARSETS, in);
      return new Node(
          kind, headerStart, bodyStart, length, type, charset, text(ENCODINGS, in), List.of());
    }
    int count = in.nextInt();
    List<Node> children = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      children.add(node(in, bodyStart));
    }
    return new Node(kind, headerStart, bodyStart, length, "", "", "", children);
  }

  /** The next text of a leaf, in lower case. */
  static String text(List<String> known, Numbers.Reader in) {
    int index = in.nextInt();
    return index < known.size() ? known.get(index) : in.nextText();
  }

  /** The octets of a section of a part, RFC 9051 §6.4.5.1; the path is not empty. */
  Optional<Section> section(int[] path, Part part) {
    Optional<Node> found = Optional.of(root);
    boolean top = true;
    for (int number : path) {
      boolean whole = top;
      found = found.flatMap(node -> below(node, number, whole));
      top = false;
    }
    return found.flatMap(node -> section(node, part));
  }

  private static Optional<Node> below(Node node, int number, boolean top) {
    if (node.kind == MESSAGE && !top) {
      Node message = node.children.get(0);
      return message.kind == MULTIPART ? child(message, number) : first(message, number);
    }
    return node.kind == MULTIPART
        ? child(node, number)
        : top ? first(node, number) : Optional.empty();
  }

  private static Optional<Node> child(Node node, int number) {
    boolean there = number >= 1 && number <= node.children.size();
    return there ? Optional.of(node.children.get(number - 1)) : Optional.empty();
  }

  // "Every message has at least one part number": RFC 9051 §6.4.5.1
  private static Optional<Node> first(Node node, int number) {
    return number == 1 ? Optional.of(node) : Optional.empty();
  }

  private static Optional<Section> section(Node node, Part part) {
    return switch (part) {
      case CONTENT -> Optional.of(node.body());
      case MIME -> Optional.of(node.header());
      case HEADER -> message(node).map(Node::header);
      case TEXT -> message(node).map(Node::body);
    };
  }

  private static Optional<Node> message(Node node) {
    return node.kind == MESSAGE ? Optional.of(node.children.get(0)) : Optional.empty();
  }

  /** The headers of all parts below the message itself, in order. */
  List<Section> headers() {
    List<Section> headers = new ArrayList<>();
    headers(root, headers);
    return headers;
  }

  private static void headers(Node node, List<Section> headers) {
    for (Node child : node.children) {
      if (child.bodyStart > child.headerStart) {
        headers.add(child.header());
      }
      headers(child, headers);
    }
  }

  /** The parts without parts below them, in order. */
  List<LeafPart> leaves() {
    List<LeafPart> leaves = new ArrayList<>(2);
    message(root, "", leaves);
    return leaves;
  }

  private static void message(Node message, String path, List<LeafPart> leaves) {
    leaves(message, message.kind == MULTIPART ? path : below(path, 1), leaves);
  }

  private static void leaves(Node node, String path, List<LeafPart> leaves) {
    if (node.kind == LEAF) {
      leaves.add(
          new LeafPart(
              path, node.mediaType, node.charset, node.encoding, node.bodyStart, node.length));
    } else if (node.kind == MESSAGE) {
      message(node.children.get(0), path, leaves);
    } else {
      for (int i = 0; i < node.children.size(); i++) {
        leaves(node.children.get(i), below(path, i + 1), leaves);
      }
    }
  }

  private static String below(String path, int number) {
    return path.isEmpty() ? Integer.toString(number) : path + '.' + number;
  }
}
