package org.posthorn.mime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.posthorn.mime.BodyPart.Kind;
import org.posthorn.mime.text.Preview;

/**
 * Chooses the text that is the preview while parts are read: that of the first text part that has
 * any, plain text before HTML where both say the same. Keeps no more of a part than its preview
 * needs, and a bounded number of octets at most. RFC 8970 §3.
 */
final class PreviewSource {
  // octets of a part after which its preview is tried: many have enough at once, some begin with
  // long styles or empty lines; what is shorter is tried at its end
  private static final int[] PLAIN = {1024, 16 * 1024, 256 * 1024};
  private static final int[] HTML = {4 * 1024, 16 * 1024, 64 * 1024, 192 * 1024};
  private static final int MAX_TRIED = 256 * 1024; // octets of all parts together
  private static final int FULL = Preview.MAX - 2; // a character more may not have had room

  private @Nullable BodyPart part; // whose octets are kept
  private @Nullable BodyPart chosen; // whose preview this is
  private String preview = "";
  private byte[] octets = new byte[0];
  private int length;
  private int tries;
  private int tried;

  void bodyStarts(BodyPart next) {
    bodyEnds();
    boolean text = next.kind == Kind.LEAF && (isHtml(next) || isPlain(next));
    if (text && !next.fields.isAttachment() && tried < MAX_TRIED && isBetter(next)) {
      part = next;
      length = 0;
      tries = 0;
    }
  }

  private static boolean isHtml(BodyPart part) {
    return part.fields.isText() && part.fields.subtype.equalsIgnoreCase("html");
  }

  private static boolean isPlain(BodyPart part) {
    return part.fields.isText() && part.fields.subtype.equalsIgnoreCase("plain");
  }

  private boolean isBetter(BodyPart next) {
    BodyPart before = chosen;
    return before == null || isHtml(before) && isPlain(next) && areAlternatives(before, next);
  }

  // RFC 2046 §5.1.4: parts of a multipart/alternative say the same
  private static boolean areAlternatives(BodyPart one, BodyPart other) {
    BodyPart a = one;
    BodyPart b = other;
    while (a != b) {
      boolean fromOne = a.depth >= b.depth;
      BodyPart up = fromOne ? a.parent : b.parent;
      if (up == null) {
        return false;
      }
      a = fromOne ? up : a;
      b = fromOne ? b : up;
    }
    return a.kind == Kind.MULTIPART && a.fields.subtype.equalsIgnoreCase("alternative");
  }

  /** The part whose octets came has no more. */
  void bodyEnds() {
    BodyPart ended = part;
    if (ended != null && length > 0) {
      choose(ended);
    }
    part = null;
  }

  void add(byte[] more, int from, int to) {
    for (int at = from; at < to && part != null; ) {
      BodyPart current = part;
      int[] limits = isHtml(current) ? HTML : PLAIN;
      int count = Math.min(to - at, limits[tries] - length);
      keep(more, at, count, limits[tries]);
      at += count;
      if (length == limits[tries] && (choose(current) || ++tries == limits.length)) {
        part = null;
      }
    }
  }

  private void keep(byte[] more, int from, int count, int limit) {
    if (length + count > octets.length) {
      octets = Arrays.copyOf(octets, Math.min(limit, Math.max(length + count, 2 * octets.length)));
    }
    System.arraycopy(more, from, octets, length, count);
    length += count;
  }

  /** Whether the octets so far have a whole preview. */
  private boolean choose(BodyPart current) {
    tried += length;
    String charset = current.fields.parameter("charset");
    String text = Preview.of(octets, length, current.fields.encoding, charset, isHtml(current));
    if (!text.isEmpty()) {
      preview = text;
      chosen = current;
    }
    return text.length() >= FULL;
  }

  /** The preview; empty when there is no text. */
  String text() {
    bodyEnds();
    return preview;
  }
}
