package org.posthorn.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.mailauth.dmarc.ReportRequests.Answer;
import org.posthorn.mailauth.spf.ZoneData;

/** Who gets aggregate reports. RFC 9990 §4, RFC 7489 §6.2, §7.1. */
class ReportRequestsTest {
  private final ZoneData zone = new ZoneData();

  private ReportRequestsTest publish(String owner, String text) {
    zone.add(owner, "TXT", "\"" + text + "\"");
    return this;
  }

  private List<String> destinations(DmarcDiscovery discovery, String domain) {
    Answer answer = new ReportRequests(zone, discovery).of(domain);
    return answer instanceof Answer.Wanted wanted
        ? wanted.request().destinations().stream()
            .map(each -> each.address() + " " + each.mostOctets())
            .toList()
        : List.of(answer.getClass().getSimpleName());
  }

  private static String unlimited(String address) {
    return address + " " + Long.MAX_VALUE;
  }

  @ParameterizedTest
  @EnumSource(DmarcDiscovery.class)
  void destinationsElsewhereHaveToAgree(DmarcDiscovery discovery) {
    publish(
            "_dmarc.a.example",
            "v=DMARC1; p=none; rua=mailto:one@a.example, mailto:two@reports.a.example,"
                + "mailto:three@agreed.test,mailto:four@silent.test,mailto:five@moved.test,"
                + "mailto:six@foreign.test,https://a.example/r,mailto:one@a.example")
        .publish("a.example._report._dmarc.agreed.test", "v=DMARC1")
        .publish("a.example._report._dmarc.silent.test", "something else")
        .publish("a.example._report._dmarc.moved.test", "v=DMARC1; rua=mailto:new@moved.test!9k;")
        .publish("a.example._report._dmarc.foreign.test", "v=DMARC1; rua=mailto:x@victim.test");
    assertThat(destinations(discovery, "a.example"))
        .containsExactly(
            unlimited("one@a.example"),
            unlimited("two@reports.a.example"),
            unlimited("three@agreed.test"),
            "new@moved.test 9216");
  }

  @Test
  void aDomainBelowAnotherOnesIsNotItsOrganization() {
    publish("_dmarc.a.co.uk", "v=DMARC1; p=none; rua=mailto:x@b.co.uk");
    for (DmarcDiscovery each : DmarcDiscovery.values()) {
      assertThat(destinations(each, "a.co.uk")).containsExactly("None");
    }
  }

  @Test
  void aDomainWithSlowNamesIsAskedForTwentySecondsOnly() {
    publish(
        "_dmarc.a.example",
        "v=DMARC1; p=none; rua="
            + IntStream.range(0, 10)
                .mapToObj(i -> "mailto:x@b" + i + ".test")
                .collect(Collectors.joining(",")));
    List<Long> asked = new ArrayList<>();
    ReportRequests requests =
        new ReportRequests(
            (name, type) -> {
              asked.add(0L);
              return zone.apply(name, type);
            },
            DmarcDiscovery.TREE_WALK,
            () -> Duration.ofSeconds(9).multipliedBy(asked.size()).toNanos());
    assertThat(requests.of("a.example")).isInstanceOf(Answer.Unknown.class);
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatDnsDoesNotSayIsNotNo() {
    publish("_dmarc.a.example", "v=DMARC1; p=none; rua=mailto:x@b.test");
    zone.silent("a.example._report._dmarc.b.test");
    assertThat(destinations(DmarcDiscovery.TREE_WALK, "a.example")).containsExactly("Unknown");
    assertThat(destinations(DmarcDiscovery.TREE_WALK, "none.example")).containsExactly("None");
  }

  @ParameterizedTest
  @CsvSource({
    "mailto:x@a.test, x@a.test, 9223372036854775807",
    "mailto:x@a.test!10m, x@a.test, 10485760",
    "mailto:x@a.test!5, x@a.test, 5",
    "MAILTO:x%2By@a.test!2K, x+y@a.test, 2048",
    "mailto:x+y@a.test!1g, x+y@a.test, 1073741824",
    "mailto:x@a.test!999999999t, x@a.test, 9223372036854775807",
    "mailto:x@a.test!10q, ,",
    "mailto:x@a.test!, ,",
    "mailto:nobody, ,",
    "mailto:x@a.test%0D%0ABcc:%20y@b.test, ,",
    "https://a.test/, ,"
  })
  void urisMayHaveALimit(String uri, String address, Long octets) {
    if (address == null) {
      assertThat(ReportDestination.of(uri)).isEmpty();
    } else {
      ReportDestination found = ReportDestination.of(uri).orElseThrow();
      assertThat(found.address().toString()).isEqualTo(address);
      assertThat(found.mostOctets()).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 24",
    "ri=86400, 24",
    "ri=604800, 24",
    "ri=43200, 12",
    "ri=40000, 8",
    "ri=14400, 4",
    "ri=3600, 1",
    "ri=60, 1",
    "ri=0, 24",
    "ri=-5, 24",
    "ri=99999999999, 24",
    "ri=5400, 2"
  })
  void periodsAreHoursThatDivideADay(String interval, int hours) { // RFC 7489 §6.3
    assertThat(DmarcRecord.of(List.of("v=DMARC1; p=none; " + interval)).orElseThrow().reportHours())
        .isEqualTo(hours);
  }
}
