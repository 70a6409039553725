package org.posthorn.webapi.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookSpec;

class WebhookPatchTest {
  private static final WebhookSpec OLD =
      new WebhookSpec("https://a.test/", Set.of(HookEvent.FAILED), false);

  private static WebhookPatch patch(Optional<List<String>> events) {
    return new WebhookPatch(Optional.empty(), events, Optional.empty(), Optional.empty());
  }

  @Test
  void anUnknownEventIsRefusedBeforeAnythingIsChanged() {
    WebhookPatch patch = patch(Optional.of(List.of("exploded")));
    assertThatThrownBy(patch::change).isInstanceOf(RuntimeException.class);
  }

  @Test
  void anEmptyListOfEventsIsAllOfThemAndNoneLeavesThem() {
    assertThat(patch(Optional.of(List.of())).change().apply(OLD).events())
        .containsExactlyInAnyOrder(HookEvent.values());
    assertThat(patch(Optional.empty()).change().apply(OLD)).isEqualTo(OLD);
    assertThat(patch(Optional.of(List.of("delayed"))).change().apply(OLD).events())
        .containsExactly(HookEvent.DELAYED);
  }
}
