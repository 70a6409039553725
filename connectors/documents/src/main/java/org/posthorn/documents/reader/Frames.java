package org.posthorn.documents.reader;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What server and reader say to each other: first the reader its {@link #READY}; then, again and
 * again, the server the number of octets of a document and these, the reader the number of octets
 * of its text, in UTF-8, and these, or {@link #NO_TEXT}. Numbers have four octets, the highest
 * first. Neither believes the other more than is allowed.
 */
public final class Frames {

  /** The reader is there. */
  public static final int READY = 0x504f5354;

  /** The most characters of text that are taken of a document. */
  public static final int MOST_TEXT = 1_000_000;

  private static final int NO_TEXT = -1;
  private static final int MOST_OCTETS_OF_TEXT = 4 * MOST_TEXT;

  private Frames() {}

  /** Says that the reader is there. */
  static void ready(DataOutputStream out) throws IOException {
    out.writeInt(READY);
    out.flush();
  }

  /** Waits for the reader to be there. */
  public static void awaitReady(DataInputStream in) throws IOException {
    if (in.readInt() != READY) {
      throw new IOException("the reader says something else");
    }
  }

  /** Hands a document over. */
  public static void document(byte[] octets, DataOutputStream out) throws IOException {
    out.writeInt(octets.length);
    out.write(octets);
    out.flush();
  }

  /** The next document; empty when there is none any more. */
  static Optional<byte[]> document(DataInputStream in, int most) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException end) {
      return Optional.empty();
    }
    if (length < 0 || length > most) {
      throw new IOException("a document of " + length + " octets");
    }
    byte[] octets = in.readNBytes(length);
    return octets.length < length ? Optional.empty() : Optional.of(octets);
  }

  /** Hands the text over. */
  static void text(Optional<String> text, DataOutputStream out) throws IOException {
    if (text.isPresent()) {
      byte[] octets = text.get().getBytes(StandardCharsets.UTF_8);
      out.writeInt(octets.length);
      out.write(octets);
    } else {
      out.writeInt(NO_TEXT);
    }
    out.flush();
  }

  /** The text of the document that was handed over; empty when it has none. */
  public static Optional<String> text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NO_TEXT) {
      return Optional.empty();
    }
    if (length < 0 || length > MOST_OCTETS_OF_TEXT) {
      throw new IOException("a text of " + length + " octets");
    }
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException();
    }
    return Optional.of(new String(octets, StandardCharsets.UTF_8));
  }
}
