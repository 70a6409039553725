package org.posthorn.imap.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.posthorn.inbound.settings.InboundSettings;
import org.posthorn.inbound.settings.InvalidSettings;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.ProtocolListeners;
import org.posthorn.inbound.settings.SettingsSource;

class ImapLimitsTest {
  private static final ProtocolListeners PROTOCOL = ProtocolListeners.of(ImapAdapter.class, "imap");

  private final AtomicReference<ImapLimits> limits = new AtomicReference<>();

  private InboundSettings read(Map<String, String> values) {
    return InboundSettings.read(
        SettingsSource.of(key -> Optional.ofNullable(values.get(key)), values.keySet()),
        PROTOCOL,
        own -> limits.set(ImapLimits.read(own)));
  }

  private ImapLimits limits() {
    return Objects.requireNonNull(limits.get());
  }

  @Test
  void standardListenersAndLimits() {
    assertThat(read(Map.of()).listeners())
        .extracting(ListenerSettings::name)
        .containsExactly("imap", "imaps");
    assertThat(limits().searches().keys()).isEqualTo(1_000);
    assertThat(limits().maxMessageSize()).isEqualTo(100L << 20);
  }

  @Test
  void onlyOneOfTheLimitsOfMessagesIsSet() { // RFC 9738 §4
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class,
            () ->
                read(
                    Map.of(
                        "posthorn.imap.message-limit", "999",
                        "posthorn.imap.save-limit", "1000")));
    assertThat(wrong.sentences())
        .containsExactlyInAnyOrder(
            "posthorn.imap.message-limit is \"999\", but must be 0 or at least 1000.",
            "posthorn.imap.save-limit is \"1000\", but must be 0 when posthorn.imap.message-limit is"
                + " set.");
  }
}
