package org.posthorn.relay.control;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.smtp.client.OutgoingMail;

/** What the sender of a message wants of TLS. RFC 8689. */
enum TlsDemand {
  /** TLS all the way, or a report. RFC 8689 §4.2.1 */
  REQUIRED,
  /** Nothing: the recipient's domain decides. */
  USUAL,
  /** That it arrives, whatever the recipient's domain says of TLS. RFC 8689 §4.1 */
  WAIVED;

  private static final int HEADER = 64 * 1024;
  private static final int VALUE = 100;

  /** That of a message: by REQUIRETLS, which counts more (RFC 8689 §4.3), or by its header. */
  static TlsDemand of(OutgoingMail mail) {
    if (mail.envelope().options().requireTls()) {
      return REQUIRED;
    }
    return waived(mail.content()) ? WAIVED : USUAL;
  }

  // RFC 8689 §3: TLS-Required: No
  private static boolean waived(Content content) {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEADER, content.size()));
    content.read(0, head);
    FieldScanner fields = new FieldScanner(head.array(), 0, head.position());
    while (fields.next()) {
      if (fields.named("tls-required") && fields.value(VALUE).strip().equalsIgnoreCase("no")) {
        return true;
      }
    }
    return false;
  }
}
