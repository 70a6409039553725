package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MethodRequestTest {
  private static final String URLENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final RequestLimits SEND = RequestLimits.of(Method.SEND, 100_000);
  private static final RequestLimits OTHER = RequestLimits.of(Method.MESSAGE_GET, 100_000);

  private static MethodRequest read(String type, String body, RequestLimits limits)
      throws IOException {
    return MethodRequest.of(type, new ByteArrayInputStream(body.getBytes(UTF_8)), limits);
  }

  private static String part(String header, String body) {
    return "--b\r\nContent-Disposition: form-data; " + header + "\r\n\r\n" + body + "\r\n";
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MethodFailure.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  /** Octets without end, as chunks may bring them. */
  private static final class Endless extends InputStream {
    private final String text;
    private int next;

    Endless(String text) {
      this.text = text;
    }

    @Override
    public int read() {
      return text.charAt(Math.min(next++, text.length() - 1));
    }

    @Override
    public int read(byte[] octets, int from, int most) {
      for (int i = 0; i < most; i++) {
        octets[from + i] = (byte) read();
      }
      return most;
    }
  }

  @Test
  void namesOfFilesAndTextsAreUtf8() throws IOException { // RFC 7578 §5.1.2
    String form =
        part("name=attachedfile; filename=\"Gr\u00FC\u00DFe.txt\"", "hi")
            + part("name=request", "{\"Subject\":\"\u20AC\"}")
            + "--b--\r\n";
    try (MethodRequest request = read(MULTIPART, form, SEND)) {
      assertThat(request.members().text("Subject")).isEqualTo("\u20AC");
      MethodRequest.Uploaded file = request.uploaded("attachedfile").get(0);
      assertThat(file.name()).isEqualTo("Gr\u00FC\u00DFe.txt");
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      file.octets().writeTo(octets);
      assertThat(octets).hasToString("hi");
    }
  }

  @Test
  void onlySendIsLarge() throws IOException {
    String json = "request={\"Subject\":\"" + "x".repeat(100_000) + "\"}";
    read(URLENCODED, json, SEND).close();
    assertRefused("messageTooLarge", () -> read(URLENCODED, json, OTHER));
    String file = part("name=attachedfile; filename=a", "x") + part("name=request", "{}") + "--b--";
    read(MULTIPART, file, SEND).close();
    assertRefused("messageTooLarge", () -> read(MULTIPART, file, OTHER));
  }

  @Test
  void aBodyWithoutEndIsRefusedWhereverItGoesOn() {
    for (String start : new String[] {"x", "a=x", "request={\"Subject\":\"x", "a=&"}) {
      assertRefused(
          "messageTooLarge", () -> MethodRequest.of(URLENCODED, new Endless(start), OTHER));
    }
    String header = "--b\r\nContent-Disposition: form-data; name=";
    for (String start :
        new String[] {"x", header + "other\r\n\r\nx", header + "request\r\n\r\nx"}) {
      assertRefused(
          "messageTooLarge", () -> MethodRequest.of(MULTIPART, new Endless(start), OTHER));
    }
  }

  @Test
  void aFormHasSoManyPartsAtMost() throws IOException {
    String file = part("name=attachedfile; filename=a", "");
    String request = part("name=request", "{}");
    read(MULTIPART, file.repeat(200) + request + "--b--", SEND).close();
    assertRefused("user", () -> read(MULTIPART, file.repeat(201) + request + "--b--", SEND));
    String other = part("name=other", "");
    assertRefused("user", () -> read(MULTIPART, other.repeat(201) + request + "--b--", SEND));
  }

  @Test
  void filesInAFieldThatIsUnknownAreNotLost() {
    String form = part("name=attachment; filename=a", "x") + part("name=request", "{}") + "--b--";
    assertRefused("protocol", () -> read(MULTIPART, form, SEND));
  }

  @Test
  void whatIsNoFormIsRefused() {
    assertRefused("protocol", () -> read("", "{}", SEND));
    assertRefused("protocol", () -> read("application/json", "{}", SEND));
    assertRefused("protocol", () -> read(URLENCODED, "a=b", SEND));
    assertRefused("protocol", () -> read(MULTIPART, part("name=a", "b") + "--b--", SEND));
  }
}
