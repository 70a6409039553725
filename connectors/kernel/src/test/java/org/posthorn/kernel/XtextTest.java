package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XtextTest {
  @Test
  void encodesAllButVisibleAscii() { // RFC 3461 §4
    assertThat(Xtext.encode("QQ+3=14 ä")).isEqualTo("QQ+2B3+3D14+20+C3+A4");
    assertThat(Xtext.decode("QQ+2B3+3D14+20+C3+A4")).contains("QQ+3=14 ä");
  }

  @Test
  void decodesAllThatItEncodes() { // also U+FFFD, which stands for what could not be decoded
    for (String text : new String[] {"x\uFFFD@y", "\u0000", "\uD83D\uDE00", "a b+c=d"}) {
      assertThat(Xtext.decode(Xtext.encode(text))).contains(text);
    }
  }

  @Test
  void refusesWhatIsNotXtext() {
    for (String broken : new String[] {"a=b", "a b", "+4", "+", "+4g", "+c3", "ä", "+FF"}) {
      assertThat(Xtext.decode(broken)).as(broken).isEmpty();
    }
    assertThat(Xtext.decode("")).contains("");
  }
}
