package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.testkit.MemoryContent;

class StuffedContentTest {

  private static String wire(String text, int buffer) {
    return Script.read(new StuffedContent(MemoryContent.of(unescape(text)), 0), buffer);
  }

  private static String unescape(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'',.\\r\\n",
    "a,a\\r\\n.\\r\\n",
    "a\\r\\n,a\\r\\n.\\r\\n",
    ".,..\\r\\n.\\r\\n",
    "..\\r\\n.\\r\\nb.\\r\\n,...\\r\\n..\\r\\nb.\\r\\n.\\r\\n",
    "a\\n.\\n,a\\r\\n..\\r\\n.\\r\\n",
    "a\\r.\\rb,a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
    "a\\r\\r\\n\\n,a\\r\\n\\r\\n\\r\\n.\\r\\n",
    "a\\r,a\\r\\n.\\r\\n"
  })
  void theEndIsWhereTheMessageEnds(String content, String wire) { // RFC 5321 §4.5.2
    for (int buffer = 16; buffer < 40; buffer++) {
      assertThat(wire(content, buffer)).isEqualTo(unescape(wire));
    }
  }

  @Test
  void blocksLeaveNoSeams() {
    String line = ".line of a message that crosses every border\r\n";
    assertThat(wire(line.repeat(5000), 1000)).isEqualTo(("." + line).repeat(5000) + ".\r\n");
  }
}
