package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mime.Samples;
import org.posthorn.testkit.MemorySink;

class HeaderEditorTest {
  private static final HeaderEdits SUBMISSION =
      new HeaderEdits(
          "Received: x\r\n", Set.of("Bcc"), Optional.of("today"), Optional.of("<new@here>"));

  private static String edit(String message, HeaderEdits edits, int atOnce) {
    byte[] octets = Samples.octets(message);
    HeaderEditor editor = new HeaderEditor(new MemorySink(), edits);
    for (int at = 0; at < octets.length; at += atOnce) {
      editor.write(ByteBuffer.wrap(octets, at, Math.min(atOnce, octets.length - at)));
    }
    assertThat(editor.size()).isEqualTo(octets.length);
    Content content = editor.finish();
    ByteBuffer all = ByteBuffer.allocate((int) content.size());
    content.read(0, all);
    return new String(all.array(), ISO_8859_1).replace("\r\n", "|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "From: a@b|bcc: c@d,|  e@f|To: g@h||body|Bcc: stays|"
            + "~Received: x|From: a@b|To: g@h|Date: today|Message-ID: <new@here>||body|Bcc: stays|",
        "DATE: d|Message-Id: <m>||~Received: x|DATE: d|Message-Id: <m>||",
        "Bcc: only||b~Received: x|Date: today|Message-ID: <new@here>||b",
        "|b~Received: x|Date: today|Message-ID: <new@here>||b",
        "Date: d~Received: x|Date: d|Message-ID: <new@here>||",
        "Date: d|Message-ID: <m>|Bcc: x~Received: x|Date: d|Message-ID: <m>||",
      })
  void editsWhateverTheCuts(String message, String edited) {
    for (int atOnce : new int[] {1, 2, 3, 7, 1_000}) {
      assertThat(edit(message.replace("|", "\n"), SUBMISSION, atOnce)).isEqualTo(edited);
    }
  }

  @Test
  void prefixAloneChangesNothingElse() {
    String message = "From: a@b\nBcc: c@d\n\nbody\n";
    assertThat(edit(message, HeaderEdits.prefix("Return-Path: <>\r\n"), 5))
        .isEqualTo("Return-Path: <>|" + message.replace("\n", "|"));
  }

  @Test
  void tellsWhatTheHeaderSaid() {
    HeaderEditor editor = new HeaderEditor(new MemorySink(), HeaderEdits.prefix(""));
    editor.write(
        ByteBuffer.wrap(
            Samples.octets("Received: 1\nReceived: 2\nFrom: Ann <a@b.c>, d@e.f\nDate: x\n")));
    assertThat(editor.seen()).isEmpty();
    editor.write(ByteBuffer.wrap(Samples.octets("Message-ID: <m@b.c>\n\nReceived: body\n")));
    assertThat(editor.seen())
        .hasValueSatisfying(
            seen -> {
              assertThat(seen.from())
                  .containsExactly(new Address("a", "b.c"), new Address("d", "e.f"));
              assertThat(seen.fromFields()).isEqualTo(1);
              assertThat(seen.date()).isTrue();
              assertThat(seen.messageId()).hasValue("<m@b.c>");
              assertThat(seen.received()).isEqualTo(2);
            });
  }

  @Test
  void headerBeyondTheLimitIsRefused() {
    MemorySink memory = new MemorySink();
    HeaderEditor editor = new HeaderEditor(memory, SUBMISSION);
    byte[] line = Samples.octets("X: " + "y".repeat(70) + "\n");
    for (int i = 0; i < 10_000; i++) {
      editor.write(ByteBuffer.wrap(line));
    }
    assertThat(editor.tooLarge()).isTrue();
    assertThat(memory.size()).isZero();
    assertThatIllegalStateException().isThrownBy(editor::finish);
    editor.discard();
  }
}
