package org.posthorn.documents.reader;

/** How documents that can be read begin. */
public final class Formats {

  /** How many octets tell it. */
  public static final int START = 5;

  private Formats() {}

  /** Whether octets may be such a document. */
  public static boolean any(byte[] start) {
    return isPdf(start) || isOffice(start);
  }

  /** PDF: {@code %PDF-}. ISO 32000-1 §7.5.2. */
  static boolean isPdf(byte[] start) {
    return start.length >= 5
        && start[0] == '%'
        && start[1] == 'P'
        && start[2] == 'D'
        && start[3] == 'F'
        && start[4] == '-';
  }

  /** A ZIP file, as Office Open XML and OpenDocument are. */
  static boolean isOffice(byte[] start) {
    return start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3;
  }
}
