package org.posthorn.webapi.v0;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * How large a request may be, however it is sent.
 *
 * @param text the most octets of its JSON without files
 * @param files the most octets of all files together
 */
record RequestLimits(int text, long files) {
  private static final int MAIL_TEXT = 8 * 1024 * 1024;
  private static final int TEXT = 64 * 1024;

  /**
   * Those of a method.
   *
   * @param mail the most octets of a mail
   */
  static RequestLimits of(Method method, long mail) {
    return method == Method.SEND ? new RequestLimits(MAIL_TEXT, mail) : new RequestLimits(TEXT, 0);
  }

  /** The most octets of a body: a form writes three for one, base64 less than two of a file. */
  long body() {
    return 3L * text + 2 * files;
  }

  /** The same octets, of which no more are read than may be; without that, chunks have no end. */
  InputStream limited(InputStream body) {
    return new Limited(body, body());
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long most) {
      super(in);
      left = most;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      took(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] octets, int from, int most) throws IOException {
      int count = super.read(octets, from, most);
      took(Math.max(0, count));
      return count;
    }

    private void took(int count) {
      left -= count;
      if (left < 0) {
        throw MethodFailure.tooLarge();
      }
    }
  }
}
