package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.Map;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxCursor;

/** Writes {@code FLAGS (…)}; what flags look like is worked out once for each combination. */
public final class FlagText {
  private static final int SYSTEM_COMBINATIONS = 1 << Flags.SYSTEM.size();
  private static final int MOST = 1000;
  private static final int HEAD = "FLAGS (".length();
  private static final byte[] RECENT = "FLAGS (\\Recent".getBytes(US_ASCII);

  private final Keywords keywords;
  private final byte[][] system = new byte[SYSTEM_COMBINATIONS][];
  private final Map<Long, byte[]> others = new HashMap<>();

  /** Of a mailbox with these keywords. */
  public FlagText(Keywords keywords) {
    this.keywords = keywords;
  }

  /** Writes the flags of a message. */
  public void write(MailboxCursor message, boolean recent, Responses out) {
    byte[] text = message.narrow() ? text(message.flags(), others) : text(message.bits());
    if (recent) { // RFC 3501 §2.3.2
      boolean alone = text.length == HEAD + 1;
      out.octets(RECENT).text(alone ? "" : " ").octets(text, HEAD, text.length - HEAD);
    } else {
      out.octets(text);
    }
  }

  private byte[] text(long bits, Map<Long, byte[]> known) {
    if (bits >= 0 && bits < SYSTEM_COMBINATIONS) {
      int at = (int) bits;
      if (system[at] == null) {
        system[at] = text(narrow(bits));
      }
      return system[at];
    }
    if (known.size() == MOST) {
      known.clear();
    }
    return known.computeIfAbsent(bits, flags -> text(narrow(flags)));
  }

  private static FlagBits narrow(long bits) {
    return FlagBits.of(bits, 0, () -> 0);
  }

  private byte[] text(FlagBits bits) {
    Flags flags = keywords.flags(bits);
    StringBuilder text = new StringBuilder("FLAGS (");
    for (int i = 0; i < Flags.SYSTEM.size(); i++) {
      if ((flags.system() & 1 << i) != 0) {
        text.append(Flags.SYSTEM.get(i)).append(' ');
      }
    }
    flags.keywords().forEach(keyword -> text.append(keyword).append(' '));
    if (text.length() > HEAD) {
      text.setLength(text.length() - 1);
    }
    return text.append(')').toString().getBytes(US_ASCII);
  }
}
