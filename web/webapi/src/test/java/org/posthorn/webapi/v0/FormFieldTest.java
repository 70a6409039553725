package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormFieldTest {

  private static Optional<String> read(String form) throws IOException {
    Optional<InputStream> value =
        FormField.named("request", new ByteArrayInputStream(form.getBytes(US_ASCII)));
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new String(value.get().readAllBytes(), UTF_8));
  }

  @Test
  void theFieldIsFoundAmongOthersAndDecoded() throws IOException {
    assertThat(read("request=%7B%22a%22%3A+1%7D")).contains("{\"a\": 1}");
    assertThat(read("a=b&c&request=%C3%A4&d=e")).contains("ä");
    assertThat(read("request=")).contains("");
    assertThat(read("request&a=b")).contains("");
  }

  @Test
  void otherFieldsAreNotTakenForIt() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("requests=1&a=request")).isEmpty();
  }

  @Test
  void aBrokenEncodingIsRefused() {
    assertThatThrownBy(() -> read("request=%g0")).isInstanceOf(MethodFailure.class);
    assertThatThrownBy(() -> read("request=%2")).isInstanceOf(MethodFailure.class);
  }
}
