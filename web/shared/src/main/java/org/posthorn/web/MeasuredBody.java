package org.posthorn.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request whose body ends after its Content-Length. Grizzly gives the body of a request that asks
 * for an upgrade, as those of Java's HTTP client do, without end, because what follows could be in
 * the other protocol.
 */
final class MeasuredBody extends HttpServletRequestWrapper {
  private final Body body;

  /** So many octets of a request. */
  MeasuredBody(HttpServletRequest request, long length) throws IOException {
    super(request);
    this.body = new Body(request.getInputStream(), length);
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    Charset charset =
        Optional.ofNullable(getCharacterEncoding())
            .map(Charset::forName)
            .orElse(StandardCharsets.UTF_8);
    return new BufferedReader(new InputStreamReader(body, charset));
  }

  private static final class Body extends ServletInputStream {
    private final ServletInputStream octets;
    private long left;

    Body(ServletInputStream octets, long length) {
      this.octets = octets;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      int octet = left > 0 ? octets.read() : -1;
      left -= octet < 0 ? left : 1;
      return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = octets.read(target, offset, (int) Math.min(length, left));
      left -= count < 0 ? left : count;
      return count;
    }

    @Override
    public boolean isFinished() {
      return left == 0;
    }

    @Override
    public boolean isReady() {
      return isFinished() || octets.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read by who waits for it");
    }
  }
}
