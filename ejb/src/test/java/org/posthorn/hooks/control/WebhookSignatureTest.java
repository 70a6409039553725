package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  @Test
  void isThatOfTheStandardsExample() {
    byte[] key = WebhookSignature.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
    assertThat(
            WebhookSignature.of(
                key,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void secretsHaveTheirPrefixAndLength() {
    assertThat(WebhookSignature.key(WebhookSignature.newSecret(new Random(1))))
        .hasValueSatisfying(key -> assertThat(key).hasSize(32));
    assertThat(WebhookSignature.key("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty();
    assertThat(WebhookSignature.key("whsec_AAAA")).isEmpty();
    assertThat(WebhookSignature.key("whsec_no base64")).isEmpty();
  }
}
