package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.inbound.settings.ListenerRole;
import org.posthorn.inbound.settings.ProtocolListeners;
import org.posthorn.inbound.settings.StandardListener;

/** The launcher reads the files of the protocols as their adapters do. */
class ProtocolsTest {
  private final Protocols protocols = Protocols.packed();

  @Test
  void listenersAreThoseOfTheAdapters() {
    List<String> roles = new ArrayList<>();
    List<String> listeners = new ArrayList<>();
    for (String name : List.of("smtp", "imap")) {
      ProtocolListeners adapter = ProtocolListeners.of(Protocols.class, name);
      adapter.roles().stream().map(ListenerRole::name).forEach(roles::add);
      for (StandardListener each : adapter.standard()) {
        listeners.add(each.name());
        assertThat(protocols.standard(each.name()))
            .contains(new Protocols.Standard(each.name(), each.port(), each.samplePort()));
        assertThat(protocols.role(each.name())).isEqualTo(each.role().name());
        assertThat(protocols.local(each.role().name())).isEqualTo(each.role().local());
      }
    }
    assertThat(protocols.roles()).isEqualTo(roles).contains("mx", "lmtp", "imap");
    assertThat(protocols.standard()).isEqualTo(listeners).hasSize(6);
  }

  @Test
  void thereIsNoOtherListener() {
    assertThat(protocols.standard("pop3")).isEmpty();
    assertThat(protocols.role("pop3")).isEmpty();
  }
}
