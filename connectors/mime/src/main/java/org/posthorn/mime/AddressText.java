package org.posthorn.mime;

import java.util.List;
import org.posthorn.mime.header.AddressEntry;
import org.posthorn.mime.header.AddressEntry.GroupStart;
import org.posthorn.mime.header.AddressEntry.Mailbox;
import org.posthorn.mime.header.EncodedWords;

/**
 * Address lists as text to search in, {@code Name <local@domain>, group: …;}, so that comments and
 * folding in the field do not matter. Built from the parsed list or from its written form, with the
 * same result.
 */
final class AddressText {
  private AddressText() {}

  /** Whether the text of the written form is not yet the text to search in. */
  static boolean needsDecoding(AddressEntry entry) {
    if (entry instanceof Mailbox mailbox) {
      return unlike(mailbox.name()) || unlike(mailbox.local()) || unlike(mailbox.domain());
    }
    return entry instanceof GroupStart group && unlike(group.name());
  }

  private static boolean unlike(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 126 || c < ' ') {
        return true;
      }
    }
    return text.contains("=?");
  }

  /** The text of a parsed list, encoded words decoded. */
  static String decoded(List<AddressEntry> entries) {
    StringBuilder out = new StringBuilder();
    for (AddressEntry entry : entries) {
      if (entry instanceof Mailbox mailbox) {
        if (!mailbox.name().isEmpty()) {
          out.append(EncodedWords.decode(mailbox.name())).append(' ');
        }
        out.append('<').append(EncodedWords.decode(mailbox.local())).append('@');
        out.append(EncodedWords.decode(mailbox.domain())).append(">, ");
      } else if (entry instanceof GroupStart group) {
        out.append(EncodedWords.decode(group.name())).append(": ");
      } else {
        out.append("; ");
      }
    }
    return out.toString();
  }

  /**
   * Puts the text of a list written as in an envelope, quoted strings and NIL only, into {@code
   * out}, which holds three times its length; returns the length of the text.
   */
  static int render(byte[] list, int from, int to, byte[] out) {
    int length = 0;
    int member = 0; // 0 name, 1 route, 2 local part, 3 domain
    int open = -1; // where the '<' of the local part stands
    for (int i = from; i < to; i++) {
      byte c = list[i];
      if (c == '(') {
        member = 0;
        open = -1;
      } else if (c == 'N') {
        length = nil(member, open, out, length);
        member++;
        i += 2;
      } else if (c == '"') {
        if (member == 2) {
          open = length;
          out[length++] = '<';
        }
        for (i++; list[i] != '"'; i++) {
          if (list[i] == '\\') {
            i++;
          }
          if (member != 1) {
            out[length++] = list[i];
          }
        }
        length = after(member, out, length);
        member++;
      }
    }
    return length;
  }

  private static int after(int member, byte[] out, int length) {
    int at = length;
    if (member == 0) {
      out[at++] = ' ';
    } else if (member == 2) {
      out[at++] = '@';
    } else if (member == 3) {
      out[at++] = '>';
      out[at++] = ',';
      out[at++] = ' ';
    }
    return at;
  }

  private static int nil(int member, int open, byte[] out, int length) {
    if (member != 3) {
      return length;
    }
    int at = length;
    if (open >= 0) { // a group: its name takes no '<'
      System.arraycopy(out, open + 1, out, open, at - open - 1);
      at--;
      out[at - 1] = ':';
    } else {
      out[at++] = ';';
    }
    out[at++] = ' ';
    return at;
  }
}
