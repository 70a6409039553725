package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.client.Conversion;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.Traits;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.testkit.MemoryContent;

class SimulatedTransportTest {
  private static final HostShare NOBODY_IS_CALLED =
      new HostShare() {
        @Override
        public boolean dial(InetAddress address) {
          throw new IllegalStateException("no connection in sample mode");
        }

        @Override
        public void hangUp(InetAddress address) {
          throw new IllegalStateException("no connection in sample mode");
        }
      };

  private final List<String> spooled = new ArrayList<>();
  private final Spool spool =
      new Spool() {
        @Override
        public void put(String id, Envelope envelope, Content content) {
          spooled.add(id + " " + envelope.sender().isEmpty() + " " + envelope.addresses());
        }
      };

  private Map<String, String> outcomes(String... recipients) {
    MemoryContent content = MemoryContent.of("Subject: hi\r\n\r\nbody\r\n");
    List<Address> to =
        List.of(recipients).stream().map(each -> new Address(each, "b.test")).toList();
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(
                Optional.of(new Address("ann", "posthorn.test")), to, false, Body.SEVEN_BIT),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            Conversion.NONE);
    Transport.Result result =
        new SimulatedTransport(spool)
            .deliver(mail, "b.test", Duration.ofMinutes(1), NOBODY_IS_CALLED);
    return ((Transport.Result.Made) result)
        .results().stream()
            .map(RecipientOutcome::result)
            .collect(
                Collectors.toMap(
                    each -> each.recipient().localPart(),
                    each -> each.outcome() + " " + each.code() + " " + each.status()));
  }

  @Test
  void theEndOfTheLocalPartSaysWhatComesOfIt() {
    assertThat(outcomes("bob", "x+temperror", "Permerror", "timeout", "bob452", "x550", "4501"))
        .containsEntry("bob", "DELIVERED 250 2.0.0")
        .containsEntry("x+temperror", "DEFERRED 451 4.3.0")
        .containsEntry("Permerror", "FAILED 554 5.7.0")
        .containsEntry("timeout", "DEFERRED 0 4.4.2")
        .containsEntry("bob452", "DEFERRED 452 4.0.0")
        .containsEntry("x550", "FAILED 550 5.0.0")
        .containsEntry("4501", "FAILED 501 5.0.0");
  }

  @Test
  void theSenderFindsWhatWouldHaveBeenSentOnce() {
    outcomes("bob", "eve", "permerror");
    outcomes("bob", "eve", "permerror");
    assertThat(spooled).hasSize(2);
    assertThat(spooled.get(0)).endsWith(" true [ann@posthorn.test]").isEqualTo(spooled.get(1));
    outcomes("permerror");
    assertThat(spooled).hasSize(2);
  }

  @Test
  void onlySampleModeWithoutAPortSimulates() {
    assertThat(RelaySettings.simulated(config())).isTrue();
    assertThat(RelaySettings.simulated(config("posthorn.relay.port", "2525"))).isFalse();
    assertThat(RelaySettings.simulated(config("posthorn.sample", "false"))).isFalse();
  }

  private static Config config(String... entry) {
    return new MapConfig(entry.length == 0 ? Map.of() : Map.of(entry[0], entry[1]));
  }
}
