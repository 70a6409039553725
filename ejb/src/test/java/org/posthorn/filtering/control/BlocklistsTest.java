package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.testkit.dns.TestDnsServer;

/** Lists of clients in DNS. RFC 5782. */
class BlocklistsTest {
  private final TestDnsServer dns = TestDnsServer.start();
  private final Blocklists lists = new Blocklists();

  BlocklistsTest() {
    lists.dns = new Dns(DnsSettings.of(List.of(dns.address())));
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  private void healthy(String zone) {
    dns.add("2.0.0.127." + zone, "A", "127.0.0.2");
  }

  @Test
  void theFirstZoneThatHasTheClientIsNamed() {
    healthy("one.test");
    healthy("two.test");
    dns.add("7.2.0.192.two.test", "A", "127.0.0.4");
    assertThat(lists.about("192.0.2.7").listing(List.of("one.test", "two.test")))
        .contains("two.test");
    assertThat(lists.about("192.0.2.8").listing(List.of("one.test", "two.test"))).isEmpty();
    assertThat(lists.about("192.0.2.7").listing(List.of())).isEmpty();
  }

  @Test
  void eachZoneIsAskedOnceForAMessage() {
    List<String> asked = new ArrayList<>();
    Blocklists counting =
        new Blocklists() {
          @Override
          public boolean isHealthy(String zone) {
            asked.add(zone);
            return false;
          }
        };
    Blocklists.Asking message = counting.about("192.0.2.7");
    assertThat(message.listing(List.of("one.test", "two.test"))).isEmpty();
    assertThat(message.listing(List.of("two.test", "one.test"))).isEmpty();
    assertThat(asked).containsExactly("one.test", "two.test");
    counting.about("192.0.2.7").listing(List.of("one.test"));
    assertThat(asked).hasSize(3);
  }

  @Test
  void addressesOfIpv6AreAskedByNibbles() {
    healthy("one.test");
    dns.add(
        "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.one.test",
        "A",
        "127.0.0.2");
    assertThat(lists.about("2001:db8::7").listing(List.of("one.test"))).contains("one.test");
  }

  @Test
  void aZoneThatListsAllOrNothingIsNotBelieved() {
    dns.add("7.2.0.192.dead.test", "A", "127.0.0.2");
    healthy("all.test");
    dns.add("1.0.0.127.all.test", "A", "127.0.0.2").add("7.2.0.192.all.test", "A", "127.0.0.2");
    assertThat(lists.about("192.0.2.7").listing(List.of("dead.test", "all.test"))).isEmpty();
    assertThat(lists.isHealthy("dead.test")).isFalse();
  }

  @Test
  void aRefusalIsNoListing() {
    healthy("one.test");
    dns.add("7.2.0.192.one.test", "A", "127.255.255.254");
    dns.add("8.2.0.192.one.test", "A", "192.0.2.1");
    assertThat(lists.about("192.0.2.7").listing(List.of("one.test"))).isEmpty();
    assertThat(lists.about("192.0.2.8").listing(List.of("one.test"))).isEmpty();
  }
}
