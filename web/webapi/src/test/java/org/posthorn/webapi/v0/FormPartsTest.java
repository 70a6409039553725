package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.webapi.v0.FormParts.FormPart;

class FormPartsTest {
  private static final String TYPE = "multipart/form-data; boundary=b";

  /** Each part as name, name of the file, type and octets. */
  private static List<String> read(String form) throws IOException {
    FormParts parts = new FormParts(TYPE, new ByteArrayInputStream(form.getBytes(UTF_8)));
    List<String> all = new ArrayList<>();
    for (Optional<FormPart> next = parts.next(); next.isPresent(); next = parts.next()) {
      FormPart part = next.get();
      String body = new String(part.body().readAllBytes(), ISO_8859_1);
      all.add(String.join("|", part.name(), part.fileName(), part.contentType(), body));
    }
    return all;
  }

  private static String part(String header, String body) {
    return "--b\r\nContent-Disposition: form-data; " + header + "\r\n\r\n" + body + "\r\n";
  }

  @Test
  void partsComeInTheirOrderWithWhatTheyAreCalled() throws IOException {
    String form =
        "preamble\r\n"
            + part("name=request", "{}")
            + part("name=\"a\"; filename=\"Gr\u00FC\u00DFe %22\\\"\\\\;.txt\"", "")
            + part("filename=\"x.png\" ; NAME=\"p\"\r\ncontent-TYPE: image/png", "1\r\n2\n")
            + "--b--\r\nepilogue";
    assertThat(read(form))
        .containsExactly(
            "request|||{}", "a|Gr\u00FC\u00DFe \"\"\\;.txt||", "p|x.png|image/png|1\r\n2\n");
  }

  @Test
  void whatLooksLikeADelimiterIsPartOfTheBody() throws IOException {
    String body = "\r\r\n\r\n-\r\n--\r\n--a\r\r\n--\r";
    assertThat(read(part("name=x", body) + "--b--")).containsExactly("x|||" + body);
    byte[] octets = new byte[100_000];
    Random random = new Random(1);
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) "\r\n-x".charAt(random.nextInt(4));
    }
    String any = new String(octets, ISO_8859_1);
    assertThat(read(part("name=x", any) + "--b--")).containsExactly("x|||" + any);
  }

  @Test
  void partsThatNobodyReadsArePassedOver() throws IOException {
    FormParts parts =
        new FormParts(
            TYPE,
            new ByteArrayInputStream(
                (part("name=x", "1\r\n2") + part("name=y", "3") + "--b--").getBytes(UTF_8)));
    assertThat(parts.next().orElseThrow().name()).isEqualTo("x");
    assertThat(parts.next().orElseThrow().name()).isEqualTo("y");
    assertThat(parts.next()).isEmpty();
  }

  @Test
  void brokenFormsAreRefused() {
    for (String form :
        new String[] {
          "",
          "--b",
          "--b\r\n",
          part("name=x", "cut off"),
          part("name=x", "1") + "--c--",
          part("name=x\r\nContent-Transfer-Encoding: base64", "MQ==") + "--b--",
          part("name=" + "x".repeat(9_000), "1") + "--b--"
        }) {
      assertThatThrownBy(() -> read(form)).as(form).isInstanceOf(MethodFailure.class);
    }
    assertThatThrownBy(() -> new FormParts("multipart/form-data", System.in))
        .isInstanceOf(MethodFailure.class);
  }
}
