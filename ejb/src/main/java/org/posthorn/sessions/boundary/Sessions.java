package org.posthorn.sessions.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.sasl.Login;
import org.posthorn.sessions.control.SessionRows;
import org.posthorn.sessions.control.SessionToken;
import org.posthorn.sessions.entity.WebSession;
import org.posthorn.sessions.value.NewSession;
import org.posthorn.sessions.value.OpenSession;
import org.posthorn.sessions.value.SessionInfo;
import org.posthorn.sessions.value.SessionsEnded;

/**
 * Who is signed in by a browser. A session lives a day after its last use, or thirty days when
 * somebody wanted to stay signed in. It ends with the password with which it began, and with the
 * account. All servers of an installation share them. Thread-safe; needs no transaction.
 */
@ApplicationScoped
public class Sessions {
  /** What other servers are told. */
  private static final String ENDED = "WEB_SESSIONS";

  /** How long a session is remembered; a lost message of another server counts so late. */
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(10);

  private static final int CAPACITY = 20_000;
  private static final int LONGEST_TOKEN = 64;

  @Inject SessionRows rows;
  @Inject Authentication authentication;
  @Inject ChangeTopic topic;
  @Inject Event<SessionsEnded> endings;

  Clock clock = SteadyClock.steady();
  private final Map<String, Remembered> known = new ConcurrentHashMap<>();

  private record Remembered(WebSession session, long at) {}

  /**
   * Begins a session.
   *
   * @return its token, which is to be kept by the browser alone; empty when the account may not log
   *     in any more
   */
  public Optional<String> begin(NewSession wanted) {
    Optional<String> standing = authentication.standing(wanted.login(), Optional.empty());
    return standing.map(
        text -> {
          String token = SessionToken.random();
          rows.add(new WebSession(wanted, SessionToken.hash(token), text, clock.millis()));
          return token;
        });
  }

  /** The session of a token in an area, if it is good now. Nearly always from memory. */
  public Optional<OpenSession> find(String area, String token) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    return row(SessionToken.hash(token))
        .filter(session -> session.area().equals(area) && !session.isExpired(clock.millis()))
        .flatMap(this::open);
  }

  private Optional<WebSession> row(String hash) {
    Remembered remembered = known.get(hash);
    if (remembered != null && System.nanoTime() - remembered.at() < REMEMBERED) {
      return Optional.of(remembered.session());
    }
    long asked = System.nanoTime();
    Optional<WebSession> found = rows.use(hash, clock.millis());
    if (known.size() >= CAPACITY) {
      known.clear();
    }
    found.ifPresentOrElse(
        session -> known.put(hash, new Remembered(session, asked)), () -> known.remove(hash));
    return found;
  }

  private Optional<OpenSession> open(WebSession session) {
    Login begun = new Login(session.accountId(), session.address());
    return authentication
        .standing(begun, Optional.empty())
        .filter(session.standing()::equals)
        .flatMap(same -> authentication.current(begun))
        .map(login -> new OpenSession(session.id(), login, session.staying()));
  }

  /** The sessions of an account, the last used first. */
  public List<SessionInfo> list(long account) {
    long now = clock.millis();
    return rows.of(account).stream()
        .filter(session -> !session.isExpired(now))
        .map(WebSession::info)
        .toList();
  }

  /** Ends a session of an account; answers whether there was one. */
  public boolean end(long account, long id) {
    boolean ended = rows.end(account, id);
    tell(account);
    return ended;
  }

  /** Ends all sessions of an account but one; answers how many there were. */
  public int endOthers(long account, long kept) {
    int ended = rows.endOthers(account, kept);
    tell(account);
    return ended;
  }

  /** Removes those that have expired, from time to time. */
  void expire() {
    rows.expire(clock.millis());
  }

  private void tell(long account) {
    forget(account);
    topic.tell(ENDED, account, "");
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(ENDED)) {
      forget(change.id());
    }
  }

  private void forget(long account) {
    known.values().removeIf(each -> each.session().accountId() == account);
    endings.fire(new SessionsEnded(account));
  }
}
