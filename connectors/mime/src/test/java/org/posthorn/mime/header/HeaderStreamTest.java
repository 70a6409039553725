package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class HeaderStreamTest {

  @Test
  void fieldsWithTheirFoldedLinesThenTheBody() {
    assertThat(read("To : a\r\n b\r\nDate:\r\n\r\nx", 99))
        .isEqualTo("[To|To :| a\r\n b\r\n][Date|Date:|\r\n]EMPTY_LINE \r\nx");
  }

  @Test
  void theHeaderEndsBeforeTheFirstLineThatIsNoField() {
    assertThat(read("To: a\r\nhello\r\n", 99)).isEqualTo("[To|To:| a\r\n]NO_FIELD hello\r\n");
    assertThat(read(" To: a\r\n", 99)).isEqualTo("NO_FIELD  To: a\r\n");
  }

  @Test
  void theMessageMayEndWithinItsHeader() {
    assertThat(read("To: a\r\n", 99)).isEqualTo("[To|To:| a\r\n]NO_BODY ");
    assertThat(read("To: a", 99)).isEqualTo("[To|To:| a]WITHIN_FIELD ");
    assertThat(read("To: a\r\nSubj", 99)).isEqualTo("[To|To:| a\r\n]NO_FIELD Subj");
    assertThat(read("", 99)).isEqualTo("NO_BODY ");
  }

  @Test
  void anyCutOfTheOctetsGivesTheSameFields() {
    String message = "From a@b Sat\r\nTo: x\r\n\ty\r\nX-Y \t:z\r\n\r\nbody\r\n";
    String whole = read(message, message.length());
    assertThat(whole)
        .isEqualTo(
            "[postmark|From a|@b Sat\r\n][To|To:| x\r\n\ty\r\n][X-Y|X-Y \t:|z\r\n]"
                + "EMPTY_LINE \r\nbody\r\n");
    for (int size = 1; size < message.length(); size++) {
      assertThat(read(message, size)).as("pieces of %d", size).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: a\rb\r\n\r\n", "X: a\nb: c\r\n\r\n", "X: \0\r\n\r\n", "X: a\r"})
  void controlsThatEndNoLineAreTold(String message) {
    HeaderStream header = new HeaderStream(new Transcript());
    header.write(ByteBuffer.wrap(message.getBytes(ISO_8859_1)));
    header.finish();
    assertThat(header.broken()).isTrue();
  }

  private static String read(String message, int size) {
    Transcript told = new Transcript();
    HeaderStream header = new HeaderStream(told);
    byte[] octets = message.getBytes(ISO_8859_1);
    for (int at = 0; at < octets.length; at += size) {
      header.write(ByteBuffer.wrap(octets, at, Math.min(size, octets.length - at)));
    }
    header.finish();
    assertThat(header.broken()).isFalse();
    return told.text.toString();
  }

  private static final class Transcript implements HeaderStream.Handler {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void field(String name, byte[] octets) {
      text.append('[').append(name).append('|').append(new String(octets, ISO_8859_1)).append('|');
    }

    @Override
    public void postmark(byte[] octets) {
      field("postmark", octets);
    }

    @Override
    public void value(ByteBuffer octets) {
      text.append(ISO_8859_1.decode(octets));
    }

    @Override
    public void fieldEnd() {
      text.append(']');
    }

    @Override
    public void headerEnd(HeaderStream.End end) {
      text.append(end).append(' ');
    }

    @Override
    public void body(ByteBuffer octets) {
      text.append(ISO_8859_1.decode(octets));
    }
  }
}
