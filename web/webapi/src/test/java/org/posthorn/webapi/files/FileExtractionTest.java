package org.posthorn.webapi.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.posthorn.webapi.files.ExtractionFailure.Reason;

class FileExtractionTest {
  private static final int MOST_TEXT = 8 * 1024 * 1024;

  private static FileExtraction read(String json, long most) throws IOException {
    FileExtraction extraction =
        new FileExtraction(
            new FileExtraction.Rules("Data", Set.of("Files", "Other"), MOST_TEXT, most));
    extraction.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    return extraction;
  }

  private static String withFile(String base64) {
    return "{\"Files\":[{\"Data\":\"" + base64 + "\"}]}";
  }

  private static byte[] octets(FileExtraction extraction, String number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    extraction.file(number).writeTo(out);
    return out.toByteArray();
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ExtractionFailure.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }

  @Test
  void filesAreTakenOutOfTheText() throws IOException {
    String json =
        "{\"Text\": \"\\\"Data\\\": \\\"x\\\"\", \"Files\" : [{\"Data\" :\n \"aGk=\"},"
            + " {\"Name\":\"Data\",\"Data\":\"\"}], \"n\": 1, \"Other\":[{\"D\\u0061ta\":\"\"}]}";
    try (FileExtraction extraction = read(json, 100)) {
      assertThat(new String(extraction.json(), UTF_8))
          .isEqualTo(
              json.replace("\"aGk=\"", "\"1\"")
                  .replace("\"Data\":\"\"", "\"Data\":\"2\"")
                  .replace("ta\":\"\"", "ta\":\"3\""));
      assertThat(octets(extraction, "1")).isEqualTo("hi".getBytes(UTF_8));
      assertThat(octets(extraction, "2")).isEmpty();
      assertThat(octets(extraction, "")).isEmpty();
      assertRefused(Reason.NOT_BASE64, () -> extraction.file("4"));
      assertRefused(Reason.NOT_BASE64, () -> extraction.file("aGk="));
    }
  }

  @Test
  void whatHasTheNameOfAFileElsewhereStaysAsItIs() throws IOException {
    for (String json :
        new String[] {
          "{\"Extra\":{\"Data\":\"abcd\"}}",
          "{\"Data\":\"abcd\"}",
          "{\"More\":[{\"Data\":\"abcd\"}]}",
          "{\"Files\":{\"Files\":[{\"Data\":\"abcd\"}]}}",
          "{\"Files\":[{\"More\":{\"Data\":\"abcd\"}}],\"More\":[{\"Data\":\"abcd\"}]}",
          "{\"Files\":\"Files\",\"More\":[{\"Data\":\"abcd\"}]}",
          "{\"Files\":[],\"More\":[{\"Data\":\"abcd\"}]}"
        }) {
      try (FileExtraction extraction = read(json, 100)) {
        assertThat(new String(extraction.json(), UTF_8)).isEqualTo(json);
      }
    }
  }

  @Test
  void aLargeFileComesOutAsItWasWhateverEscapesItHas() throws IOException {
    byte[] octets = new byte[300_001];
    new Random(1).nextBytes(octets);
    String base64 = Base64.getMimeEncoder().encodeToString(octets).replace("\r\n", "\\r\\n");
    String escaped = base64.replace("/", "\\/").replace("+", "\\u002b");
    try (FileExtraction extraction = read(withFile(escaped), 1_000_000)) {
      assertThat(octets(extraction, "1")).isEqualTo(octets);
      assertThat(octets(extraction, "1")).isEqualTo(octets); // as often as it is asked
      assertThat(extraction.json()).hasSizeLessThan(30);
    }
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertRefused(Reason.TOO_LARGE, () -> read(withFile("AAAA".repeat(100)), 299));
    char[] text = new char[MOST_TEXT];
    Arrays.fill(text, 'x');
    assertRefused(Reason.TOO_LARGE, () -> read("{\"Text\":\"" + new String(text) + "\"}", 1));
  }

  @Test
  void filesBesideTheTextCountWithThoseInIt() throws IOException {
    try (FileExtraction extraction = read(withFile("aGkh"), 5)) {
      SpooledOctets file = extraction.beside(new ByteArrayInputStream(new byte[2]));
      assertThat(file.size()).isEqualTo(2);
      assertThat(octets(extraction, "1")).isEqualTo("hi!".getBytes(UTF_8));
      assertRefused(
          Reason.TOO_LARGE, () -> extraction.beside(new ByteArrayInputStream(new byte[1])));
    }
  }

  @Test
  void tooManyFilesAreRefusedBeforeAllAreRead() throws IOException {
    String file = "{\"Data\":\"\"},";
    String most = "{\"Files\":[" + file.repeat(FileExtraction.MOST_FILES);
    try (FileExtraction extraction = read(most, 100)) {
      assertRefused(Reason.TOO_MANY_FILES, () -> extraction.beside(InputStream.nullInputStream()));
    }
    assertRefused(Reason.TOO_MANY_FILES, () -> read(most + file, 100));
  }

  @Test
  void tooManyValuesAreRefused() throws IOException {
    read("[" + "{}".repeat(FileExtraction.MOST_VALUES - 1), 100).close();
    assertRefused(
        Reason.TOO_MANY_VALUES, () -> read("[" + "{}".repeat(FileExtraction.MOST_VALUES), 100));
    assertRefused(
        Reason.TOO_MANY_VALUES, () -> read("[" + "1,".repeat(FileExtraction.MOST_VALUES), 100));
    read("{\"Text\":\"" + ",".repeat(100_000) + "\"}", 100).close(); // one value
  }

  @Test
  void whatIsNoBase64IsRefused() throws IOException {
    for (String wrong :
        new String[] {
          "a", "aGk", "aGk=a", "a===", "====", "a*bc", "aGk=aGk=", "a-_b", "\\b\\b\\b\\b", "ä", " "
        }) {
      assertRefused(Reason.NOT_BASE64, () -> read(withFile(wrong), 100));
    }
    String whole = "A".repeat(8 * 1024 - 2); // where a piece ends
    read(withFile(whole + "=="), 10_000).close();
    assertRefused(Reason.NOT_BASE64, () -> read(withFile(whole + "==AAAA"), 10_000));
    for (int i = 0; i < 50; i++) {
      byte[] octets = new byte[i];
      new Random(i).nextBytes(octets);
      String json = withFile(Base64.getEncoder().encodeToString(octets));
      try (FileExtraction extraction = read(json, 100)) {
        assertThat(octets(extraction, "1")).isEqualTo(octets);
      }
    }
  }

  @Test
  void anyOctetsComeToAnEnd() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder("{\"Files\":[{");
      for (int i = random.nextInt(40); i >= 0; i--) {
        text.append(
            new String[] {"\"Data\"", ":", "\"", "\\", "a", "=", "{", "u00", " "}
                [random.nextInt(9)]);
      }
      try (FileExtraction extraction = read(text.toString(), 50)) {
        assertThat(extraction.json().length).isLessThanOrEqualTo(2 * text.length() + 2);
      } catch (ExtractionFailure refused) {
        assertThat(refused.sentence()).isNotEmpty();
      }
    }
  }
}
