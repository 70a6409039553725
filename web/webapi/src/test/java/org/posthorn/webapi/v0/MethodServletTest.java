package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.net.Networks;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.RequestLogin;

class MethodServletTest {
  private static final String FORM = "request=%7B%22MsgID%22%3A1%7D";

  private final MethodServlet servlet = new MethodServlet();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Map<String, String> fields = new TreeMap<>();
  private int status = 200;
  private boolean committed;
  private boolean away;
  private boolean gone;
  private OutgoingPart.Octets octets = out -> out.write("octets".getBytes(US_ASCII));

  /** Gives what the test wants, as the octets of a message. */
  private final class Raw extends Methods {
    @Override
    Record call(Method method, Login login, MethodRequest request, String client) {
      return new RawAnswer("text/plain", new Octets(), OptionalLong.of(6), octets);
    }
  }

  private final class Octets implements Content {
    @Override
    public long id() {
      return 1;
    }

    @Override
    public long size() {
      return 6;
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      return -1;
    }

    @Override
    public void requireReadable() {
      if (gone) {
        throw new ContentGone(1);
      }
    }
  }

  @BeforeEach
  void assemble() {
    servlet.logins =
        new RequestLogin() {
          @Override
          public Optional<Admission> login(
              HttpServletRequest request, HttpServletResponse response) {
            if (away) {
              throw new IllegalStateException("the database is away");
            }
            return Optional.of(new Admission.Granted(new Login(1, "ann@posthorn.test")));
          }
        };
    servlet.proxies = new ProxySettings(Networks.parse(""), false);
    servlet.limits =
        new SendingSettings() {
          @Override
          public long mail() {
            return 1_000;
          }
        };
    servlet.methods = new Raw();
  }

  private void post() throws IOException {
    servlet.doPost(
        fake(
            HttpServletRequest.class,
            Map.of(
                "getServletPath", "/webapi/v0/MessageRawGet",
                "getMethod", "POST",
                "getHeaders", Collections.emptyEnumeration(),
                "getRemoteAddr", "192.0.2.1",
                "getContentType", "application/x-www-form-urlencoded",
                "getContentLengthLong", (long) FORM.length(),
                "getInputStream", new Form())),
        fake(HttpServletResponse.class, Map.of("getOutputStream", new Answer())));
  }

  private <T> T fake(Class<T> type, Map<String, Object> known) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              switch (called.getName()) {
                case "setStatus" -> status = (int) arguments[0];
                case "setHeader" -> fields.put((String) arguments[0], (String) arguments[1]);
                case "setContentLengthLong" ->
                    fields.put("Content-Length", String.valueOf(arguments[0]));
                case "reset" -> {
                  fields.clear();
                  written.reset();
                }
                case "isCommitted" -> {
                  return committed;
                }
                default -> {}
              }
              return known.get(called.getName());
            }));
  }

  private static final class Form extends ServletInputStream {
    private final InputStream in = new ByteArrayInputStream(FORM.getBytes(US_ASCII));

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] octets, int from, int most) throws IOException {
      return in.read(octets, from, most);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {}
  }

  private final class Answer extends ServletOutputStream {
    @Override
    public void write(int octet) {
      written.write(octet);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }

  @Test
  void theOctetsOfAMessageHaveTheirLength() throws IOException {
    post();
    assertThat(written).hasToString("octets");
    assertThat(fields).containsEntry("Content-Length", "6");
  }

  @Test
  void aDatabaseThatIsAwayIsAnsweredAsOtherFailuresAre() throws IOException {
    away = true;
    post();
    assertThat(status).isEqualTo(400);
    assertThat(written.toString(UTF_8)).contains("\"Code\":\"server\"");
    assertThat(fields).containsEntry("Cache-Control", "no-store");
  }

  @Test
  void aMessageWhoseOctetsAreLostIsNotFound() throws IOException {
    gone = true;
    post();
    assertThat(status).isEqualTo(400);
    assertThat(written.toString(UTF_8)).contains("\"Code\":\"messageNotFound\"");
    assertThat(fields).doesNotContainKey("Content-Length");
  }

  @Test
  void anAnswerThatBreaksOffEndsTheConnection() {
    octets =
        out -> {
          committed = true;
          throw new ContentGone(1);
        };
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
  }
}
