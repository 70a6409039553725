package org.posthorn.sessions.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.sasl.Login;
import org.posthorn.sessions.control.TestSessionRows;
import org.posthorn.sessions.value.NewSession;
import org.posthorn.sessions.value.OpenSession;
import org.posthorn.sessions.value.SessionInfo;
import org.posthorn.sessions.value.SessionsEnded;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class SessionsTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();
  private static final String AREA = "webmail";

  private final TestDatabase database;
  private final FakeEvent<SessionsEnded> ended = new FakeEvent<>();
  private final List<String> told = new ArrayList<>();
  private final ShiftedClock clock = new ShiftedClock();
  private Login ann = new Login(0, "");
  private Login bob = new Login(0, "");
  private Optional<String> standing = Optional.of("as it was");
  private Sessions here = new Sessions();

  SessionsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void createAccounts() {
    TestAccounts accounts = new TestAccounts(database);
    String domain = "s" + DOMAINS.incrementAndGet() + ".test";
    accounts.domain(domain);
    ann = new Login(accounts.account("ann@" + domain, "password 1", false).id(), "ann@" + domain);
    bob = new Login(accounts.account("bob@" + domain, "password 1", false).id(), "bob@" + domain);
    here = server();
  }

  private Sessions server() {
    Sessions sessions = new Sessions();
    sessions.clock = clock;
    sessions.rows = new TestSessionRows(database);
    sessions.endings = ended;
    sessions.authentication =
        new Authentication() {
          @Override
          public Optional<String> standing(Login login, Optional<String> fingerprint) {
            return standing;
          }

          @Override
          public Optional<Login> current(Login login) {
            return Optional.of(login);
          }
        };
    sessions.topic =
        new ChangeTopic() {
          @Override
          public void tell(String kind, long id, String text) {
            told.add(kind + " " + id);
          }
        };
    return sessions;
  }

  private String begin(Login who, boolean staying) {
    return here.begin(new NewSession(who, AREA, staying, "192.0.2.1", "Browser")).orElseThrow();
  }

  @Test
  void aTokenIsGoodInItsAreaOnly() {
    String token = begin(ann, false);
    assertThat(here.find(AREA, token).map(OpenSession::login)).contains(ann);
    assertThat(here.find("admin", token)).isEmpty();
    assertThat(here.find(AREA, token + "x")).isEmpty();
    assertThat(here.find(AREA, "x".repeat(100_000))).isEmpty();
  }

  @Test
  void theDatabaseDoesNotKnowTheToken() {
    String token = begin(ann, false);
    begin(bob, false);
    List<?> hashes =
        database.inTransaction(
            e -> e.createNativeQuery("select token_hash from web_session").getResultList());
    assertThat(hashes.toString()).contains(",").doesNotContain(token);
  }

  @Test
  void eachSignInHasAnotherToken() {
    assertThat(begin(ann, false)).hasSize(32).isNotEqualTo(begin(ann, false));
  }

  @Test
  void aSessionLivesADayAfterItsLastUse() {
    String token = begin(ann, false);
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.ofHours(23));
      here = server(); // which remembers nothing
      assertThat(here.find(AREA, token)).isPresent();
    }
    clock.advance(Duration.ofHours(25));
    here = server();
    assertThat(here.find(AREA, token)).isEmpty();
  }

  @Test
  void whoStaysHasThirtyDays() {
    String token = begin(ann, true);
    clock.advance(Duration.ofDays(29));
    assertThat(here.find(AREA, token)).isPresent();
    clock.advance(Duration.ofDays(31));
    here = server();
    assertThat(here.find(AREA, token)).isEmpty();
  }

  @Test
  void aNewPasswordEndsAllSessions() {
    String token = begin(ann, true);
    standing = Optional.of("another one");
    assertThat(here.find(AREA, token)).isEmpty();
  }

  @Test
  void whoMayNotLogInAnyMoreHasNone() {
    String token = begin(ann, false);
    standing = Optional.empty();
    assertThat(here.find(AREA, token)).isEmpty();
    assertThat(here.begin(new NewSession(ann, AREA, false, "", ""))).isEmpty();
  }

  @Test
  void onesOwnSessionsAreListedAndEnd() {
    String kept = begin(ann, false);
    String other = begin(ann, true);
    String bobs = begin(bob, false);
    assertThat(here.list(ann.accountId())).hasSize(2);
    long bobsId = here.find(AREA, bobs).orElseThrow().id();
    assertThat(here.end(ann.accountId(), bobsId)).isFalse();
    assertThat(here.find(AREA, bobs)).isPresent();
    assertThat(here.endOthers(ann.accountId(), here.find(AREA, kept).orElseThrow().id())).isOne();
    assertThat(here.find(AREA, other)).isEmpty();
    assertThat(here.find(AREA, kept)).isPresent();
    assertThat(here.list(ann.accountId()))
        .extracting(SessionInfo::agent)
        .containsExactly("Browser");
  }

  @Test
  void otherServersForgetWhatEnds() {
    String token = begin(ann, false);
    Sessions there = server();
    long id = there.find(AREA, token).orElseThrow().id(); // remembered from now on
    here.end(ann.accountId(), id);
    assertThat(told).containsExactly("WEB_SESSIONS " + ann.accountId());
    there.on(new ChangedElsewhere("WEB_SESSIONS", ann.accountId(), ""));
    assertThat(there.find(AREA, token)).isEmpty();
  }

  @Test
  void whatHasExpiredIsRemovedAndNothingElse() {
    begin(ann, false);
    String stays = begin(ann, true);
    clock.advance(Duration.ofDays(2));
    here.expire();
    assertThat(here.list(ann.accountId())).hasSize(1);
    assertThat(here.find(AREA, stays)).isPresent();
  }

  @Test
  void anAccountHasAHundredSessionsAtMost() {
    String first = begin(ann, false);
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(1));
      begin(ann, false);
    }
    here = server();
    assertThat(here.list(ann.accountId())).hasSize(100);
    assertThat(here.find(AREA, first)).isEmpty();
  }

  private static final class ShiftedClock extends Clock {
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
