package org.posthorn.documents.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static DataInputStream in(int... octets) {
    byte[] all = new byte[octets.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) octets[i];
    }
    return new DataInputStream(new ByteArrayInputStream(all));
  }

  @Test
  void whatIsSaidIsHeard() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(sent);
    Frames.ready(out);
    Frames.document(new byte[] {1, 2}, out);
    Frames.text(Optional.of("t\u00e4xt"), out);
    Frames.text(Optional.empty(), out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
    Frames.awaitReady(in);
    assertThat(Frames.document(in, 2).orElseThrow()).containsExactly(1, 2);
    assertThat(Frames.text(in)).contains("t\u00e4xt");
    assertThat(Frames.text(in)).isEmpty();
    assertThat(Frames.document(in, 2)).isEmpty(); // nobody is there any more
  }

  @Test
  void neitherSideBelievesTheOtherTooMuch() {
    assertThatThrownBy(() -> Frames.awaitReady(in('E', 'r', 'r', 'o', 'r')))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.text(in(0x7f, 255, 255, 255))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.text(in(255, 255, 255, 254))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.text(in(0, 0, 0, 9, 'x'))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.document(in(0, 0, 1, 0, 1), 255))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.document(in(255, 0, 0, 0), 255))
        .isInstanceOf(IOException.class);
  }
}
