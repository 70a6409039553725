package org.posthorn.imap.session;

/** What a client has switched on, for the whole connection. RFC 5161. */
public final class Features {
  private boolean rev2;
  private boolean utf8;
  private boolean condstore;
  private boolean qresync;
  private boolean uidOnly;

  /** Whether it speaks IMAP4rev2. RFC 9051 §6.3.1. */
  public boolean rev2() {
    return rev2;
  }

  /** Whether names and strings are UTF-8. RFC 9051 §5.1, RFC 9755 §3. */
  public boolean utf8() {
    return utf8 || rev2;
  }

  /** Whether UTF8=ACCEPT is on, and so SEARCH has no charset. RFC 9755 §3. */
  public boolean utf8Accept() {
    return utf8;
  }

  /** Names and strings are UTF-8. */
  public void enableUtf8() {
    utf8 = true;
  }

  /** Whether it wants mod-sequences. RFC 7162 §3.1. */
  public boolean condstore() {
    return condstore;
  }

  /** Whether it wants VANISHED. RFC 7162 §3.2. */
  public boolean qresync() {
    return qresync;
  }

  /** Whether messages have UIDs only and no sequence numbers. RFC 9586 §3. */
  public boolean uidOnly() {
    return uidOnly;
  }

  /** Messages have UIDs only. */
  public void enableUidOnly() {
    uidOnly = true;
  }

  /** It speaks IMAP4rev2. */
  public void enableRev2() {
    rev2 = true;
  }

  /** It wants mod-sequences. */
  public void enableCondstore() {
    condstore = true;
  }

  /** It wants VANISHED, and with that mod-sequences. RFC 7162 §3.2.3. */
  public void enableQresync() {
    condstore = true;
    qresync = true;
  }
}
