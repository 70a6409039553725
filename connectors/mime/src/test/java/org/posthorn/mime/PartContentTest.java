package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartContentTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 20_000, 100_000, 1_000_000})
  void isWhatWasSent(int most) {
    byte[] sent = new byte[100_000];
    new Random(1).nextBytes(sent);
    String base64 = Base64.getMimeEncoder().encodeToString(sent);
    byte[] message =
        ("Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64)
            .getBytes(ISO_8859_1);
    LeafPart part = Samples.facts(message).parts().get(0);
    for (int atOnce : new int[] {777, 1_000_000}) {
      assertThat(PartContent.start(new MemoryContent(message, atOnce), part, most))
          .isEqualTo(Arrays.copyOf(sent, Math.min(most, sent.length)));
    }
  }
}
