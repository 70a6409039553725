package org.posthorn.webapi.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("address", "password", "addAddresses", "storageLimit", "messageLimit");

  @Test
  void aSlipOfTheFingersIsUnderstood() {
    assertThat(NearestName.of("pasword", NAMES)).hasValue("password");
    assertThat(NearestName.of("StorageLimit", NAMES)).hasValue("storageLimit");
    assertThat(NearestName.of("storage_limit", NAMES)).hasValue("storageLimit");
    assertThat(NearestName.of("adress", NAMES)).hasValue("address");
  }

  @Test
  void whatIsQuiteDifferentIsNot() {
    assertThat(NearestName.of("colour", NAMES)).isEmpty();
    assertThat(NearestName.of("", NAMES)).isEmpty();
  }
}
