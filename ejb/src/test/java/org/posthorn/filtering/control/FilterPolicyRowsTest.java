package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.kernel.Address;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What is wanted, and what is remembered, on disk. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class FilterPolicyRowsTest {
  @TempDir Path directory;
  private final TestDatabase database;
  private FilterBench bench;

  FilterPolicyRowsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    bench = new FilterBench(database, directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static FilterSettings threshold(double threshold, String... zones) {
    return FilterSettings.read(
        Map.of("junk-threshold", "" + threshold, "blocklists", String.join(",", zones)));
  }

  private FilterSettings now() {
    return bench.policies.of(bench.account, "a.test").settings();
  }

  @Test
  void theNarrowerScopeCounts() {
    assertThat(now()).isEqualTo(FilterSettings.DEFAULTS);
    bench.policyRows.set(FilterScope.SERVER, threshold(0.9, "zen.test", "b.test"));
    bench.policyRows.set(
        FilterScope.domain("a.test"), FilterSettings.read(Map.of("junk-threshold", "0.8")));
    bench.policies.forget();
    assertThat(now().junkThreshold()).contains(0.8);
    assertThat(now().blocklists()).contains(List.of("zen.test", "b.test"));
    bench.policyRows.set(
        FilterScope.account(bench.account), FilterSettings.read(Map.of("junk", "false")));
    bench.policies.forget();
    assertThat(now().junk()).contains(false);
    bench.policyRows.set(FilterScope.SERVER, FilterSettings.NOTHING);
    bench.policyRows.set(FilterScope.domain("a.test"), FilterSettings.NOTHING);
    bench.pass(Duration.ofSeconds(11)); // as another server sees it
    assertThat(now().junkThreshold()).contains(0.95);
  }

  @Test
  void rulesAreReplacedInTheirOrder() {
    FilterRule one =
        new FilterRule("s", "a", "v.test", Map.of("x", "y", "p", ""), "M", true, "", "R", "r");
    FilterRule two = new FilterRule("", "b", "", Map.of(), "N", false, "l.test", "", "");
    bench.policyRows.replace(bench.account, List.of(one, two));
    assertThat(bench.policyRows.rules(bench.account)).containsExactly(one, two);
    bench.policyRows.replace(bench.account, List.of(two));
    assertThat(bench.policyRows.rules(bench.account)).containsExactly(two);
  }

  @Test
  void sendersAreListedOnce() {
    FilterScope scope = FilterScope.account(bench.account);
    bench.policyRows.list(scope, new ListedSender("eve.test", true, "one"), bench.now);
    bench.policyRows.list(scope, new ListedSender("eve.test", false, "two"), bench.now);
    assertThat(bench.policyRows.senders(scope))
        .containsExactly(new ListedSender("eve.test", false, "two"));
    assertThat(bench.policyRows.unlist(scope, "eve.test")).isTrue();
    assertThat(bench.policyRows.unlist(scope, "eve.test")).isFalse();
  }

  @Test
  void sendersAreCountedWithoutTheOneThatIsReplaced() {
    FilterScope scope = FilterScope.account(bench.account);
    bench.policyRows.list(scope, new ListedSender("eve.test", true, ""), bench.now);
    assertThat(bench.policyRows.count(scope, "eve.test")).isZero();
    assertThat(bench.policyRows.count(scope, "dan.test")).isOne();
  }

  @Test
  void nothingIsLeftOfAnAccountThatHasGone() {
    FilterScope scope = FilterScope.account(bench.account);
    bench.policyRows.set(scope, threshold(0.5));
    bench.policyRows.list(scope, new ListedSender("eve.test", true, ""), bench.now);
    bench.policyRows.forget(scope);
    assertThat(bench.policyRows.settings(scope)).isEqualTo(FilterSettings.NOTHING);
    assertThat(bench.policyRows.senders(scope)).isEmpty();
  }

  @Test
  void theKeyOfAnAccountStays() {
    SubjectPass pass = bench.policies.subjectPass(bench.account, FilterSettings.DEFAULTS);
    bench.policyRows.set(FilterScope.account(bench.account), threshold(0.5));
    SubjectPass later = bench.policies.subjectPass(bench.account, FilterSettings.DEFAULTS);
    assertThat(later.accepts(pass.word("x@a.test", bench.now), "x@a.test", bench.now)).isTrue();
  }

  @Test
  void thoseWhomAnAccountHasWrittenToAreKnown() {
    bench.correspondents.wrote(
        bench.account, List.of(new Address("Bob", "mail.shop.test"), new Address("x", "y.test")));
    bench.correspondents.write();
    assertThat(
            bench.history.writtenTo(
                bench.account,
                List.of(
                    Signal.digest("bob@mail.shop.test"),
                    Signal.digest("mail.shop.test"),
                    Signal.digest("shop.test"),
                    Signal.digest("z.test"))))
        .hasSize(3);
    bench.pass(Duration.ofDays(2));
    bench.correspondents.wrote(bench.account, List.of(new Address("x", "y.test")));
    bench.correspondents.write();
    assertThat(
            Optional.ofNullable(
                bench
                    .history
                    .writtenTo(bench.account, List.of(Signal.digest("y.test")))
                    .get(Signal.digest("y.test"))))
        .contains(bench.now);
  }

  @Test
  void whatFailsForOneAccountIsWrittenForTheOthers() {
    List<Long> wrote = new ArrayList<>();
    bench.correspondents.rows =
        new HistoryRows() {
          @Override
          public void wrote(long account, Collection<Long> whom, Instant now) {
            if (account == 2) {
              throw new IllegalStateException("gone");
            }
            wrote.add(account);
          }
        };
    for (long account = 1; account <= 3; account++) {
      bench.correspondents.wrote(account, List.of(new Address("x", "y.test")));
    }
    bench.correspondents.write();
    assertThat(wrote).containsExactlyInAnyOrder(1L, 3L);
  }

  @Test
  void whatCannotBeWrittenInAnOutageIsWrittenLater() {
    boolean[] away = {true};
    List<Long> wrote = new ArrayList<>();
    bench.correspondents.rows =
        new HistoryRows() {
          @Override
          public void wrote(long account, Collection<Long> whom, Instant now) {
            if (away[0]) {
              throw new IllegalStateException(new SQLException("away", "08006"));
            }
            wrote.add(account);
          }
        };
    bench.correspondents.wrote(1, List.of(new Address("x", "y.test")));
    assertThatThrownBy(bench.correspondents::write).isInstanceOf(IllegalStateException.class);
    away[0] = false;
    bench.correspondents.write();
    assertThat(wrote).containsExactly(1L);
  }

  @Test
  void whatIsOldIsPruned() {
    bench.correspondents.wrote(bench.account, List.of(new Address("x", "y.test")));
    bench.correspondents.write();
    bench.history.prune(bench.now, bench.now, bench.now);
    assertThat(bench.history.writtenTo(bench.account, List.of(Signal.digest("y.test"))))
        .isNotEmpty();
    bench.history.prune(bench.now, bench.now, bench.now.plusSeconds(1));
    assertThat(bench.history.writtenTo(bench.account, List.of(Signal.digest("y.test")))).isEmpty();
  }
}
