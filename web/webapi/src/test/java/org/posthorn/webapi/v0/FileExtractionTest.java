package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileExtractionTest {

  private static FileExtraction read(String json, long most) throws IOException {
    FileExtraction extraction = new FileExtraction(most);
    extraction.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    return extraction;
  }

  private static byte[] octets(FileExtraction extraction, String number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    extraction.file(number).writeTo(out);
    return out.toByteArray();
  }

  @Test
  void filesAreTakenOutOfTheText() throws IOException {
    String json =
        "{\"Text\": \"\\\"Data\\\": \\\"x\\\"\", \"AttachedFiles\": [{\"Data\" :\n \"aGk=\"},"
            + " {\"Name\":\"Data\",\"Data\":\"\"}], \"n\": 1}";
    try (FileExtraction extraction = read(json, 100)) {
      assertThat(new String(extraction.json(), UTF_8))
          .isEqualTo(json.replace("\"aGk=\"", "\"1\"").replace(":\"\"", ":\"2\""));
      assertThat(octets(extraction, "1")).isEqualTo("hi".getBytes(UTF_8));
      assertThat(octets(extraction, "2")).isEmpty();
      assertThat(octets(extraction, "")).isEmpty();
      assertThatThrownBy(() -> extraction.file("3")).isInstanceOf(MethodFailure.class);
      assertThatThrownBy(() -> extraction.file("aGk=")).isInstanceOf(MethodFailure.class);
    }
  }

  @Test
  void aLargeFileComesOutAsItWasWhateverEscapesItHas() throws IOException {
    byte[] octets = new byte[300_001];
    new Random(1).nextBytes(octets);
    String base64 = Base64.getMimeEncoder().encodeToString(octets).replace("\r\n", "\\r\\n");
    String escaped = base64.replace("/", "\\/").replace("+", "\\u002b");
    try (FileExtraction extraction = read("{\"Data\":\"" + escaped + "\"}", 1_000_000)) {
      assertThat(octets(extraction, "1")).isEqualTo(octets);
      assertThat(octets(extraction, "1")).isEqualTo(octets); // as often as it is asked
      assertThat(extraction.json()).hasSizeLessThan(20);
    }
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String file = "{\"Data\":\"" + "AAAA".repeat(100) + "\"}";
    assertThatThrownBy(() -> read(file, 299))
        .isInstanceOfSatisfying(
            MethodFailure.class, it -> assertThat(it.code()).isEqualTo("messageTooLarge"));
    char[] text = new char[FileExtraction.MOST_JSON];
    Arrays.fill(text, 'x');
    assertThatThrownBy(() -> read("{\"Text\":\"" + new String(text) + "\"}", 1))
        .isInstanceOfSatisfying(
            MethodFailure.class, it -> assertThat(it.code()).isEqualTo("messageTooLarge"));
  }

  @Test
  void whatIsNoBase64IsRefused() throws IOException {
    for (String wrong : new String[] {"a", "aGk", "aGk=a", "a===", "====", "a*bc", "aGk=aGk="}) {
      assertThatThrownBy(() -> read("{\"Data\":\"" + wrong + "\"}", 100))
          .as(wrong)
          .isInstanceOf(MethodFailure.class);
    }
    for (int i = 0; i < 50; i++) { // as the JDK decodes it
      byte[] octets = new byte[i];
      new Random(i).nextBytes(octets);
      String json = "{\"Data\":\"" + Base64.getEncoder().encodeToString(octets) + "\"}";
      try (FileExtraction extraction = read(json, 100)) {
        assertThat(octets(extraction, "1")).isEqualTo(octets);
      }
    }
  }

  @Test
  void anyOctetsComeToAnEnd() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        text.append(
            new String[] {"\"Data\"", ":", "\"", "\\", "a", "=", "{", "u00", " "}
                [random.nextInt(9)]);
      }
      try (FileExtraction extraction = read(text.toString(), 50)) {
        assertThat(extraction.json().length).isLessThanOrEqualTo(2 * text.length() + 2);
      } catch (MethodFailure refused) {
        assertThat(refused.code()).isNotEmpty();
      }
    }
  }
}
