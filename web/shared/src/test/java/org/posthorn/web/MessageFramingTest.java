package org.posthorn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFramingTest {
  private static final String HTTP = "HTTP/1.1";

  @Test
  void chunksAreClear() {
    assertThat(MessageFraming.ambiguous(HTTP, List.of("Chunked"))).isFalse();
  }

  @Test
  void chunksBeforeHttp11AreAmbiguous() { // RFC 9112 §6.1
    assertThat(MessageFraming.ambiguous("HTTP/1.0", List.of("chunked"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "chunked, identity", "identity", "", "chunked;x=y"})
  void codingsThatAreNotKnownAreAmbiguous(String coding) {
    assertThat(MessageFraming.ambiguous(HTTP, List.of(coding))).isTrue();
  }

  @Test
  void twoFieldsAreAmbiguous() {
    assertThat(MessageFraming.ambiguous(HTTP, List.of("chunked", "chunked"))).isTrue();
  }
}
