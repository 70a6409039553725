package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.posthorn.kernel.Content;

/**
 * A message made of pieces of another: kept, left out, put in or encoded. Changes are told in the
 * order in which they stand in the message; after {@link #end} it is as immutable as that one.
 */
final class PiecedContent implements Content {
  private static final int LINE = 57; // octets in a line of Base64: 76 characters
  private static final int ENCODED_LINE = 76 + 2;
  private static final int LINES = 256; // encoded at once

  /**
   * Some octets of the result.
   *
   * @param at where they stand in the result
   * @param size how many there are
   * @param from where what they are made of stands in the message
   * @param length how much of the message that is
   * @param text what they are where they are not made of the message
   */
  private record Piece(long at, long size, long from, long length, String text) {}

  private final Content message;
  private final List<Piece> pieces = new ArrayList<>();
  private long taken; // octets of the message that are in pieces, or left out
  private long size;
  private boolean changed;

  PiecedContent(Content message) {
    this.message = message;
  }

  /** Leaves octets out. */
  void cut(long from, long length) {
    changed = true;
    keep(from);
    taken = from + length;
  }

  /** Puts a text before an octet. */
  void insert(long before, String text) {
    changed = true;
    keep(before);
    add(text.length(), before, 0, text); // ASCII
  }

  /** Encodes octets, in lines of 76 characters. RFC 2045 §6.8. */
  void base64(long from, long length) {
    changed = true;
    keep(from);
    long encoded = (length + 2) / 3 * 4;
    long lines = (length + LINE - 1) / LINE;
    add(encoded + 2 * Math.max(0, lines - 1), from, length, "");
    taken = from + length;
  }

  /** Whether it is not the same any more. */
  boolean changed() {
    return changed;
  }

  /** Keeps the rest. */
  PiecedContent end() {
    keep(message.size());
    return this;
  }

  private void keep(long upTo) {
    if (upTo > taken) {
      add(upTo - taken, taken, upTo - taken, "");
      taken = upTo;
    }
  }

  private void add(long octets, long from, long length, String text) {
    pieces.add(new Piece(size, octets, from, length, text));
    size += octets;
  }

  @Override
  public long id() {
    return message.id();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    int before = target.position();
    long at = offset;
    for (int i = piece(offset); i < pieces.size() && target.hasRemaining(); i++) {
      Piece piece = pieces.get(i);
      long end = piece.at() + piece.size();
      while (at < end && target.hasRemaining()) {
        int read = read(piece, at - piece.at(), target);
        if (read <= 0) {
          return target.position() - before; // the message is shorter than it says
        }
        at += read;
      }
    }
    return target.position() - before;
  }

  private int piece(long offset) {
    int low = 0;
    int high = pieces.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Piece piece = pieces.get(middle);
      if (piece.at() + piece.size() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int read(Piece piece, long within, ByteBuffer target) {
    int wanted = (int) Math.min(target.remaining(), piece.size() - within);
    if (!piece.text().isEmpty()) {
      target.put(piece.text().getBytes(US_ASCII), (int) within, wanted);
      return wanted;
    }
    if (piece.size() != piece.length()) {
      return encode(piece, within, wanted, target);
    }
    ByteBuffer part = target.slice(target.position(), wanted);
    int read = message.read(piece.from() + within, part);
    target.position(target.position() + Math.max(0, read));
    return read;
  }

  private int encode(Piece piece, long within, int wanted, ByteBuffer target) {
    long line = within / ENCODED_LINE;
    long from = line * LINE;
    ByteBuffer plain = ByteBuffer.allocate((int) Math.min(LINE * LINES, piece.length() - from));
    while (plain.hasRemaining()) {
      if (message.read(piece.from() + from + plain.position(), plain) <= 0) {
        return 0;
      }
    }
    byte[] encoded = Base64.getMimeEncoder().encode(plain.array());
    int skipped = (int) (within - line * ENCODED_LINE);
    int count = Math.min(wanted, encoded.length - skipped);
    if (count > 0) {
      target.put(encoded, skipped, count);
      return count;
    }
    byte[] lineEnd = {'\r', '\n'}; // between what is encoded at once, the encoder puts none
    int rest = Math.min(wanted, encoded.length + 2 - skipped);
    target.put(lineEnd, skipped - encoded.length, rest);
    return rest;
  }
}
