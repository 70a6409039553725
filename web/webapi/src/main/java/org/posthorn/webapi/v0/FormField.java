package org.posthorn.webapi.v0;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The value of one field of a form, decoded while it is read. WHATWG URL §5.1. */
final class FormField extends InputStream {
  private static final int LONGEST_NAME = 100;

  private final InputStream form;
  private boolean ended;

  private FormField(InputStream form) {
    this.form = form;
  }

  /** Looks for the first field of a name; what comes before it is passed over. */
  static Optional<InputStream> named(String wanted, InputStream body) throws IOException {
    InputStream form = new BufferedInputStream(body);
    while (true) {
      StringBuilder name = new StringBuilder();
      int octet = form.read();
      while (octet >= 0 && octet != '=' && octet != '&') {
        if (name.length() < LONGEST_NAME) {
          name.append((char) octet);
        }
        octet = form.read();
      }
      if (octet < 0) {
        return Optional.empty();
      }
      FormField value = new FormField(form);
      value.ended = octet == '&';
      if (name.toString().equals(wanted)) {
        return Optional.of(value);
      }
      while (value.read() >= 0) {
        // passed over
      }
    }
  }

  @Override
  public int read(byte[] octets, int from, int most) throws IOException {
    int count = 0;
    while (count < most) {
      int octet = read();
      if (octet < 0) {
        break;
      }
      octets[from + count++] = (byte) octet;
    }
    return count == 0 && most > 0 ? -1 : count;
  }

  @Override
  public int read() throws IOException {
    int octet = ended ? -1 : form.read();
    if (octet == '&' || octet < 0) {
      ended = true;
      return -1;
    }
    if (octet == '%') {
      int high = Character.digit(Math.max(0, form.read()), 16);
      int low = Character.digit(Math.max(0, form.read()), 16);
      if (high < 0 || low < 0) {
        throw MethodFailure.protocol("The form is not encoded as it should be");
      }
      return high << 4 | low;
    }
    return octet == '+' ? ' ' : octet;
  }
}
