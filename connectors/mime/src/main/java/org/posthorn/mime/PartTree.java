package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mime.BodyPart.Kind;

/** The parts of the message being read: which are open, and whose boundary a line is. */
final class PartTree {
  static final int MAX_PARTS = 1_000;
  static final int MAX_DEPTH = 50;

  /** Longest start of a line needed to know a boundary: dashes, boundary, dashes. */
  static final int MAX_DELIMITER = 2 + 256 + 2;

  private final BodyPart root = new BodyPart(null, 0);
  // multiparts whose boundaries are looked for, the outer ones first
  private final List<BodyPart> delimited = new ArrayList<>(0);
  private BodyPart current = root;
  private int parts = 1;

  BodyPart root() {
    return root;
  }

  BodyPart current() {
    return current;
  }

  boolean looksForBoundaries() {
    return !delimited.isEmpty();
  }

  /** A line that is a boundary of {@code part}. */
  record Delimiter(BodyPart part, boolean closing) {}

  /**
   * The boundary that a line beginning with two dashes is. The longest that fits: it is enough that
   * the line starts with it. RFC 2046 §5.1.1.
   */
  Optional<Delimiter> delimiter(byte[] octets, int from, int length) {
    BodyPart found = null;
    for (BodyPart part : delimited) {
      boolean longer = found == null || part.boundary.length >= found.boundary.length;
      if (longer && startsWith(octets, from + 2, length - 2, part.boundary)) {
        found = part;
      }
    }
    return found == null ? Optional.empty() : settle(found, octets, from, length);
  }

  private Optional<Delimiter> settle(BodyPart part, byte[] octets, int from, int length) {
    int after = 2 + part.boundary.length;
    boolean closing =
        length >= after + 2 && octets[from + after] == '-' && octets[from + after + 1] == '-';
    boolean full = !closing && parts >= MAX_PARTS; // the part stays open to the end
    return full ? Optional.empty() : Optional.of(new Delimiter(part, closing));
  }

  private static boolean startsWith(byte[] octets, int from, int length, byte[] prefix) {
    if (length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (octets[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The header of the current part was read; its body starts. True when the header of a message
   * inside follows, which is the current part then.
   */
  boolean bodyStarts(long offset, int linesBefore) {
    current.bodyStart = offset;
    current.lines = linesBefore;
    current.settle(parts < MAX_PARTS && current.depth < MAX_DEPTH);
    if (current.kind == Kind.MULTIPART) {
      delimited.add(current);
    }
    if (current.kind != Kind.MESSAGE) {
      return false;
    }
    open(current, offset);
    return true;
  }

  void open(BodyPart parent, long headerStart) {
    current = new BodyPart(parent, headerStart);
    parts++;
  }

  /** All parts below {@code part} end before the delimiter line at {@code offset}. */
  void delimited(Delimiter delimiter, long offset, int lineEnd, int linesBefore) {
    close(delimiter.part(), offset, lineEnd, linesBefore);
    current = delimiter.part();
    while (delimited.get(delimited.size() - 1) != delimiter.part()) {
      delimited.remove(delimited.size() - 1);
    }
    if (delimiter.closing()) {
      delimited.remove(delimited.size() - 1);
    }
  }

  /** The message has ended. */
  void end(long size, int lines) {
    close(null, size, 0, lines);
  }

  private void close(@Nullable BodyPart upTo, long offset, int lineEnd, int linesBefore) {
    for (BodyPart part = current; part != null && part != upTo; part = part.parent) {
      boolean whole = lineEnd > 0 && offset - lineEnd >= part.bodyStart;
      part.bodyEnd = whole ? offset - lineEnd : Math.max(part.bodyStart, offset);
      part.lines = Math.max(0, linesBefore - (whole ? 1 : 0) - part.lines);
      if (part.kind == Kind.MULTIPART && part.children.isEmpty()) {
        emptyChild(part);
      }
    }
  }

  // a multipart has a part at least: RFC 9051 §9 (body-type-mpart)
  private static void emptyChild(BodyPart multipart) {
    new BodyPart(multipart, multipart.bodyEnd);
  }
}
