package org.posthorn.mime;

import java.util.Arrays;
import org.posthorn.mime.text.Preview;

/** Keeps the first octets of the first text parts, for the preview. RFC 8970 §3. */
final class PreviewSource {
  private static final int MAX_KEPT = 4096;
  private static final int PLAIN_USED = 1024; // enough for any preview but one of blanks

  private static final class Start {
    byte[] octets = new byte[0];
    int length;
    String encoding = "";
    String charset = "";

    String text(boolean html) {
      int used = html ? length : Math.min(length, PLAIN_USED);
      return Preview.of(Arrays.copyOf(octets, used), encoding, charset, html);
    }
  }

  private final Start plain = new Start();
  private final Start html = new Start();
  private boolean plainSeen;
  private boolean htmlSeen;
  private boolean keeps;
  private boolean keepsHtml;

  void bodyStarts(BodyPart part) {
    keeps = false;
    boolean text = part.kind == BodyPart.Kind.LEAF && part.fields.isText();
    if (!text || part.fields.isAttachment()) {
      return;
    }
    if (part.fields.subtype.equalsIgnoreCase("html") && !htmlSeen) {
      htmlSeen = true;
      keeps(part, true);
    } else if (part.fields.subtype.equalsIgnoreCase("plain") && !plainSeen) {
      plainSeen = true;
      keeps(part, false);
    }
  }

  private void keeps(BodyPart part, boolean asHtml) {
    keeps = true;
    keepsHtml = asHtml;
    Start start = asHtml ? html : plain;
    start.octets = new byte[MAX_KEPT];
    start.encoding = part.fields.encoding;
    start.charset = part.fields.parameter("charset");
  }

  void bodyEnds() {
    keeps = false;
  }

  void add(byte[] octets, int from, int to) {
    if (keeps) {
      Start start = keepsHtml ? html : plain;
      int count = Math.min(to - from, MAX_KEPT - start.length);
      System.arraycopy(octets, from, start.octets, start.length, count);
      start.length += count;
      keeps = start.length < MAX_KEPT;
    }
  }

  /** The preview; empty when there is no text. */
  String text() {
    String text = plainSeen ? plain.text(false) : "";
    return text.isEmpty() && htmlSeen ? html.text(true) : text;
  }
}
